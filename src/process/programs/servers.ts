import type { Conduct } from "./conduct.ts";
import {
  BRIEF,
  type Call,
  detaches,
  type How,
  MEASURED,
  type ProgramRow,
  STRANGER,
  serves,
  varying,
} from "./program-row.ts";
import { onStopOf } from "./server-handlers.ts";

/** Servers that stay in the foreground whatever their arguments are. */
const PLAIN: readonly (readonly [names: string, manual: How])[] = [
  ["gunicorn", MEASURED],
  ["uvicorn", MEASURED],
  ["hypercorn", MEASURED],
  ["daphne", MEASURED],
  ["granian", "https://github.com/emmett-framework/granian/blob/master/granian/_signals.py"],
  ["waitress-serve", MEASURED],
  ["puma", MEASURED],
  ["unicorn unicorn_rails", MEASURED],
  ["sidekiq", MEASURED],
  ["thin", MEASURED],
  ["rackup", MEASURED],
  ["redis-server", MEASURED],
  ["valkey-server", "https://valkey.io/topics/signals/"],
  ["keydb-server", "https://docs.keydb.dev/docs/signals"],
  ["redis-sentinel", MEASURED],
  ["memcached", MEASURED],
  ["postgres postmaster", MEASURED],
  ["mysqld mariadbd", MEASURED],
  ["rabbitmq-server", MEASURED],
  ["haproxy", MEASURED],
  ["envoy", "https://www.envoyproxy.io/docs/envoy/latest/operations/cli"],
  ["traefik", "https://doc.traefik.io/traefik/"],
  ["prometheus", MEASURED],
  ["alertmanager", MEASURED],
  ["node_exporter", MEASURED],
  ["pushgateway", MEASURED],
  ["blackbox_exporter", MEASURED],
  ["grafana-server", "https://grafana.com/docs/grafana/latest/cli/"],
  ["loki", "https://grafana.com/docs/loki/latest/configure/"],
  ["promtail", "https://grafana.com/docs/loki/latest/send-data/promtail/"],
  ["tempo", "https://grafana.com/docs/tempo/latest/configuration/"],
  ["telegraf", "https://docs.influxdata.com/telegraf/v1/commands/"],
  ["influxd", MEASURED],
  [
    "elasticsearch",
    "https://www.elastic.co/docs/deploy-manage/maintenance/start-stop-services/start-stop-elasticsearch",
  ],
  ["kibana", "https://www.elastic.co/docs/deploy-manage/maintenance/start-stop-services/start-stop-kibana"],
  ["logstash", "https://www.elastic.co/docs/reference/logstash/shutdown"],
  ["opensearch", "https://docs.opensearch.org/latest/install-and-configure/install-opensearch/docker/"],
  [
    "filebeat metricbeat heartbeat",
    "https://www.elastic.co/docs/reference/beats/filebeat/running-with-systemd",
  ],
  ["fluentd td-agent", "https://docs.fluentd.org/deployment/signals"],
  ["fluent-bit", "https://docs.fluentbit.io/manual/administration/configuring-fluent-bit"],
  ["mosquitto", MEASURED],
  ["coredns", "https://coredns.io/manual/toc/"],
  ["etcd", MEASURED],
  ["nats-server", MEASURED],
  ["gotify", "https://gotify.net/docs/install"],
  ["vsftpd", MEASURED],
  ["pure-ftpd", MEASURED],
  ["kafka-server-start.sh", "https://github.com/apache/kafka/blob/trunk/bin/kafka-server-start.sh"],
  ["zookeeper-server-start.sh", "https://github.com/apache/kafka/blob/3.9/bin/zookeeper-server-start.sh"],
  ["openvpn", MEASURED],
  [
    "solr-foreground solr-precreate solr-fg",
    "https://solr.apache.org/guide/solr/latest/deployment-guide/solr-in-docker.html",
  ],
  ["Xvfb", MEASURED],
  ["Xvnc", MEASURED],
  ["x11vnc", MEASURED],
  ["fluxbox", MEASURED],
  ["websockify", MEASURED],
  ["serve", MEASURED],
  ["http-server", MEASURED],
  ["json-server", MEASURED],
  ["live-server", MEASURED],
  ["remix-serve", MEASURED],
  ["php-cgi", MEASURED],
  ["clickhouse-server", MEASURED],
  ["scrapyd", "https://scrapyd.readthedocs.io/en/latest/cli.html"],
  ["jupyterhub", MEASURED],
  ["socat", MEASURED],
];

const WORKS = "server agent worker start daemon";
const SHOWS = "start dev preview serve";
const DEVELOPS = "start start:dev serve develop dev";

/** Programs of which some verbs serve; the others come to an end, or only the `brief` ones: then it serves without a verb. */
const BY_VERB: readonly (readonly [names: string, verbs: string, manual: How, brief?: string])[] = [
  ["caddy", "run", MEASURED],
  ["minio", "server gateway", "https://min.io/docs/minio/linux/reference/minio-server/minio-server.html"],
  ["consul", "agent", "https://developer.hashicorp.com/consul/commands/agent"],
  ["vault bao", "server agent proxy", "https://developer.hashicorp.com/vault/docs/commands/server"],
  ["nomad", "agent", "https://developer.hashicorp.com/nomad/docs/commands/agent"],
  ["celery", "worker beat flower events", MEASURED],
  ["flask", "run", MEASURED],
  ["fastapi", "run dev", "https://fastapi.tiangolo.com/fastapi-cli/"],
  ["streamlit", "run", "https://docs.streamlit.io/develop/api-reference/cli/run"],
  ["jupyter", "lab notebook server nbclassic kernelgateway", MEASURED],
  [
    "airflow",
    "webserver scheduler worker triggerer standalone celery api-server dag-processor",
    "https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html",
  ],
  ["mlflow", "server ui", "https://mlflow.org/docs/2.20.3/cli.html"],
  ["superset", "run", "https://superset.apache.org/docs/contributing/local-backend/"],
  ["rq", WORKS, MEASURED],
  ["prefect", WORKS, "https://docs.prefect.io/v3/api-ref/cli/server"],
  ["dagster", WORKS, "https://docs.dagster.io/api/clis"],
  ["dramatiq", WORKS, "https://github.com/Bogdanp/dramatiq/blob/master/dramatiq/cli.py"],
  ["huey_consumer", WORKS, "https://huey.readthedocs.io/en/latest/consumer.html"],
  ["arq", WORKS, "https://github.com/python-arq/arq/blob/main/arq/worker.py"],
  ["grafana", "server", "https://grafana.com/docs/grafana/latest/cli/"],
  ["rails", "server s", MEASURED],
  ["rake", "jobs:work resque:work resque:workers sidekiq", MEASURED],
  ["deno", "serve", MEASURED],
  [
    "next",
    SHOWS,
    MEASURED,
    "analyze build experimental-compile experimental-generate export info lint telemetry typegen upgrade",
  ],
  ["astro", SHOWS, "https://docs.astro.build/en/reference/cli-reference/"],
  ["vite", SHOWS, MEASURED, "build optimize"],
  ["remix", SHOWS, "https://v2.remix.run/docs/other-api/dev"],
  ["ng", DEVELOPS, MEASURED],
  [
    "gatsby",
    DEVELOPS,
    "https://github.com/gatsbyjs/gatsby/blob/master/packages/gatsby/src/commands/serve.ts",
  ],
  [
    "strapi",
    DEVELOPS,
    "https://github.com/strapi/strapi/blob/develop/packages/core/core/src/utils/signals.ts",
  ],
  ["vue-cli-service", DEVELOPS, "https://cli.vuejs.org/guide/cli-service.html"],
  [
    "docusaurus",
    DEVELOPS,
    "https://github.com/facebook/docusaurus/blob/main/packages/docusaurus/src/commands/serve.ts",
  ],
  ["webpack webpack-cli", "serve", MEASURED],
  ["hugo", "server serve", MEASURED],
  ["jekyll", "server serve", MEASURED],
  ["mkdocs", "server serve", MEASURED],
  [
    "hasura graphql-engine",
    "serve",
    "https://hasura.io/docs/latest/deployment/graphql-engine-flags/reference/",
  ],
  ["keycloak kc.sh", "start start-dev", "https://www.keycloak.org/server/configuration"],
  ["k3s", "server agent", "https://docs.k3s.io/cli/server"],
  ["cockroach", "start start-single-node", "https://www.cockroachlabs.com/docs/stable/cockroach-start"],
  ["ollama", "serve", "https://github.com/ollama/ollama/blob/main/docs/linux.mdx"],
  ["rclone", "mount serve rcd", MEASURED],
  ["restic", "mount", "https://restic.readthedocs.io/en/stable/manual_rest.html"],
  [
    "vernemq",
    "console console_clean foreground",
    "https://github.com/vernemq/vmq-docs/blob/master/getting-started.md",
  ],
  ["pgbackrest", "server", "https://pgbackrest.org/command.html"],
  ["otelcol", "", "https://opentelemetry.io/docs/collector/"],
  ["frps frpc", "", "https://github.com/fatedier/frp"],
];

/** Options and first words by which a server prints or prepares something and ends, besides those that all have. */
const BRIEF_USES: Readonly<Record<string, RegExp>> = {
  haproxy: /^(-c|-vv)$/,
  openvpn: /^--(genkey|mktun|rmtun|show-[a-z-]+|test-crypto)$/,
  influxd: /^(print-config|upgrade|downgrade|version|inspect|recovery|config|backup|restore|help)$/,
  postgres: /^(-C|--boot|--check)$/,
  telegraf: /^(config|plugins|secrets|version)$/,
  traefik: /^(version|healthcheck)$/,
};

function isBriefUse(name: string, argv: readonly string[]): boolean {
  const uses = BRIEF_USES[name];
  return argv.slice(1).some((word, at) => (at === 0 || word.startsWith("-")) && uses?.test(word) === true);
}

/** Options by which a server goes to the background. */
const BACKGROUND = /^(-D|-d|--daemon|-daemon|--daemonize(=yes)?|--detach|-detached|--detached)$/;
const DETACHING = new Set(
  `gunicorn unicorn unicorn_rails memcached haproxy rabbitmq-server rails celery thin rackup puma mysqld mariadbd
  redis-server valkey-server keydb-server mosquitto elasticsearch opensearch clickhouse-server fluentd td-agent openvpn
  zookeeper-server-start.sh kafka-server-start.sh`.split(/\s+/),
);
/** Where `-D` means something else. */
const OTHER_SHORT = new Set("puma thin rackup rails".split(" "));

export const servers: readonly ProgramRow[] = [
  ...PLAIN.map(([names, manual]) =>
    varying(
      names,
      manual,
      (call, source): Conduct => {
        const { argv, name } = call;
        if (argv.length === 2 && /^(-v|-V|-h|--version|--help)$/.test(argv[1] ?? "")) return BRIEF;
        if (isBriefUse(name, argv)) return BRIEF;
        const onStop = onStopOf(call);
        return inBackground(name, argv) ? detaches(name, source, onStop) : serves(source, onStop);
      },
      "service",
    ),
  ),
  ...BY_VERB.map(([names, verbs, manual, brief]) => {
    const serving = verbs.split(" ").filter(Boolean);
    const ending = brief?.split(" ") ?? [];
    return varying(names, manual, (call, source): Conduct => {
      const { argv, name } = call;
      const at = argv.findIndex(
        (word, index) => index > 0 && (serving.includes(word) || ending.includes(word)),
      );
      if (serving.length === 0) return serves(source);
      if (ending.includes(argv[at] ?? "")) return mayWatch(call) ? STRANGER : BRIEF;
      if (at < 0 && brief !== undefined) return serves(source, onStopOf(call));
      if (at < 0)
        return argv.slice(1).every((word) => word.startsWith("-")) ||
          KEEPS_STRANGERS.has(name) ||
          mayWatch(call)
          ? STRANGER
          : BRIEF;
      const onStop = onStopOf(call);
      return inBackground(name, argv.slice(at)) ? detaches(name, source, onStop) : serves(source, onStop);
    });
  }),
];

/** Their other verbs are commands of the project, which may run long. */
const KEEPS_STRANGERS = new Set("flask rake deno prefect dagster rq dramatiq huey_consumer arq".split(" "));

const WATCHERS = new Set("next vite ng webpack webpack-cli astro gatsby hugo jekyll".split(" "));

/** `ng build --watch` builds anew whenever a source changes. */
function mayWatch({ name, argv }: Call): boolean {
  return WATCHERS.has(name) && argv.some((word) => /^(-w|--watch(=true)?)$/.test(word));
}

/** Servers with letters of their own for that. */
const OWN_BACKGROUND: ReadonlyMap<string, RegExp> = new Map([["pure-ftpd", /^(-B|--daemonize)$/]]);

function inBackground(name: string, argv: readonly string[]): boolean {
  const own = OWN_BACKGROUND.get(name);
  if (own !== undefined) return argv.some((word) => own.test(word));
  if (!DETACHING.has(name)) return false;
  return argv.some(
    (word, at) => BACKGROUND.test(word) && argv[at + 1] !== "no" && !(OTHER_SHORT.has(name) && word === "-D"),
  );
}
