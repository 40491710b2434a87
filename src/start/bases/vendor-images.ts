import type { KnownImage } from "./known-image.ts";

const NGINX = ["nginx", "-g", "daemon off;"];
const JUPYTER = ["tini", "-g", "--", "start.sh"];
const BITNAMI_SERVERS = [
  "postgresql",
  "redis",
  "mysql",
  "mariadb",
  "mongodb",
  "rabbitmq",
  "kafka",
  "zookeeper",
  "etcd",
];
const BITNAMI_SITES = [
  "nginx",
  "apache",
  "tomcat",
  "wordpress",
  "drupal",
  "moodle",
  "elasticsearch",
  "memcached",
  "cassandra",
];
const BITNAMI = ["bitnami", "bitnamilegacy", "public.ecr.aws/bitnami"].flatMap((home) =>
  [...BITNAMI_SERVERS, ...BITNAMI_SITES].map((name) => `${home}/${name}`),
);

const UBI_INIT = ["7", "8", "9", "10"].flatMap((version) => [
  `redhat/ubi${version}-init`,
  ...["registry.access.redhat.com", "registry.redhat.io"].flatMap((home) => [
    `${home}/ubi${version}/ubi-init`,
    `${home}/ubi${version}-init`,
  ]),
]);

/** What builds on Docker Hub's postgres, and sets nothing anew. */
const POSTGRES = {
  bash: true,
  entrypoint: ["docker-entrypoint.sh"],
  cmd: ["postgres"],
  stopSignal: "SIGINT",
  execs: "arguments",
  own: "postgres",
} as const;

const ARCHITECTURES = ["aarch64", "amd64", "armhf", "armv7", "i386"];
const ADD_ON_BASES = ["ghcr.io/home-assistant", "homeassistant"].flatMap((home) => [
  `${home}/base`,
  ...ARCHITECTURES.map((architecture) => `${home}/${architecture}-base`),
]);

function linuxserver(...systems: readonly string[]): readonly string[] {
  const own = systems.map((system) => `lsiobase/${system}`);
  const homes = ["ghcr.io", "lscr.io"].map((registry) => `${registry}/linuxserver/baseimage-`);
  return [...own, ...homes.flatMap((home) => systems.map((system) => `${home}${system}`))];
}

const ASH = ["/bin/ash", "-o", "pipefail", "-c"];

/** Images of other registries and of Docker Hub's organisations, as their own repositories set them. */
// biome-ignore format: a table, one line per image
export const VENDOR_IMAGES: readonly KnownImage[] = [
  // Without a shell. The debug variants' shell is /busybox/sh: /bin/sh is missing there too.
  { names: ["gcr.io/distroless/java-base*"], on: "distroless", cmd: [], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/java*"], on: "distroless", entrypoint: ["/usr/bin/java", "-jar"], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/nodejs*"], on: "distroless", entrypoint: ["/nodejs/bin/node"], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/python3-debian12"], on: "distroless", entrypoint: ["/usr/bin/python3.11"], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/python3-debian13"], on: "distroless", entrypoint: ["/usr/bin/python3.13"], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/python2.7*"], on: "distroless", entrypoint: ["/usr/bin/python2.7"], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/python3*"], on: "distroless", entrypoint: ["/usr/bin/python3"], from: "GoogleContainerTools/distroless" },
  { names: ["gcr.io/distroless/*"], on: "distroless", from: "GoogleContainerTools/distroless", variants: [
    { tag: /^debug-nonroot$/, entrypoint: ["/busybox/sh"], user: "65532", workdir: "/home/nonroot" },
    { tag: /^debug/, entrypoint: ["/busybox/sh"] },
    { tag: /^nonroot/, user: "65532", workdir: "/home/nonroot" },
  ] },
  { names: ["cgr.dev/chainguard/wolfi-base", "chainguard/wolfi-base", "cgr.dev/chainguard/busybox", "cgr.dev/chainguard/bash"], on: "wolfi", settingsUnknown: true },
  { names: ["cgr.dev/*", "chainguard/*"], on: "distroless", settingsUnknown: true, variants: [{ tag: /(^|-)dev$/, on: "wolfi" }] },
  // .NET sets nothing but variables; its tags without a distribution are Debian up to 9, Ubuntu from 10.
  { names: ["mcr.microsoft.com/dotnet/sdk", "mcr.microsoft.com/dotnet/aspnet", "mcr.microsoft.com/dotnet/runtime", "mcr.microsoft.com/dotnet/runtime-deps", "mcr.microsoft.com/dotnet/nightly/*", "mcr.microsoft.com/dotnet/core/*"], on: "debian", from: "dotnet/dotnet-docker", variants: [
    { tag: /chiseled|distroless/, user: "1654" },
    { tag: /^([1-9]\d)\./, on: "ubuntu" },
  ] },
  { names: ["mcr.microsoft.com/playwright*"], on: "ubuntu", from: "microsoft/playwright" },
  { names: ["mcr.microsoft.com/azurelinux/distroless/*", "mcr.microsoft.com/cbl-mariner/distroless/*"], on: "distroless", settingsUnknown: true },
  { names: ["mcr.microsoft.com/devcontainers/*", "mcr.microsoft.com/vscode/devcontainers/*"], on: "debian", settingsUnknown: true },
  // Web servers, databases, monitoring
  { names: ["nginxinc/nginx-unprivileged", "ghcr.io/nginxinc/nginx-unprivileged"], on: "debian", entrypoint: ["/docker-entrypoint.sh"], cmd: NGINX, stopSignal: "SIGQUIT", user: "101", execs: "arguments", from: "nginx/docker-nginx-unprivileged" },
  { names: BITNAMI, on: "debian", entrypoint: ["/opt/bitnami/scripts/{name}/entrypoint.sh"], cmd: ["/opt/bitnami/scripts/{name}/run.sh"], user: "1001", execs: "arguments", from: "bitnami/containers" },
  { names: ["bitnami/*", "bitnamilegacy/*", "public.ecr.aws/bitnami/*"], on: "debian", settingsUnknown: true },
  { names: ["prom/prometheus", "quay.io/prometheus/prometheus"], on: "busybox", entrypoint: ["/bin/prometheus"], cmd: ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"], workdir: "/prometheus", user: "nobody", from: "prometheus/prometheus", variants: [{ tag: /\bdistroless\b/, user: "65532" }] },
  { names: ["prom/alertmanager", "quay.io/prometheus/alertmanager"], on: "busybox", entrypoint: ["/bin/alertmanager"], cmd: ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"], workdir: "/alertmanager", user: "nobody", from: "prometheus/alertmanager" },
  { names: ["prom/node-exporter", "quay.io/prometheus/node-exporter"], on: "busybox", entrypoint: ["/bin/node_exporter"], cmd: [], user: "nobody", from: "prometheus/node_exporter" },
  { names: ["prom/*", "quay.io/prometheus/*"], on: "busybox", settingsUnknown: true },
  { names: ["grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise"], on: "alpine", bash: true, entrypoint: ["/run.sh"], cmd: [], workdir: "/usr/share/grafana", user: "472", execs: "program", from: "grafana/grafana" },
  { names: ["jenkins/jenkins", "jenkins/jenkins-lts"], on: "debian", bash: true, entrypoint: ["/usr/bin/tini", "--", "/usr/local/bin/jenkins.sh"], cmd: [], user: "jenkins", execs: "program", from: "jenkinsci/docker", variants: [
    { tag: /alpine|rhel/, entrypoint: ["/sbin/tini", "--", "/usr/local/bin/jenkins.sh"] },
  ] },
  { names: ["restic/restic", "ghcr.io/restic/restic"], on: "alpine", entrypoint: ["/usr/bin/restic"], cmd: [], from: "restic/restic" },
  { names: ["postgis/postgis"], on: "debian", ...POSTGRES, from: "postgis/docker-postgis" },
  { names: ["timescale/timescaledb"], on: "alpine", ...POSTGRES, from: "timescale/timescaledb-docker" },
  { names: ["pgvector/pgvector"], on: "debian", ...POSTGRES, from: "pgvector/pgvector" },
  { names: ["valkey/valkey"], on: "debian", entrypoint: ["docker-entrypoint.sh"], cmd: ["valkey-server"], workdir: "/data", execs: "arguments", own: "valkey-server", from: "valkey-io/valkey-container" },
  { names: ["percona/percona-server"], on: "rhel", entrypoint: ["/docker-entrypoint.sh"], cmd: ["mysqld"], user: "mysql", execs: "arguments", from: "percona/percona-docker" },
  { names: ["selenium/*"], on: "ubuntu", cmd: ["/opt/bin/entry_point.sh"], from: "SeleniumHQ/docker-selenium" },
  { names: ["minio/minio", "quay.io/minio/minio"], on: "rhel", entrypoint: ["/usr/bin/docker-entrypoint.sh"], cmd: ["minio"], path: "/opt/bin", execs: "arguments", own: "minio", ownVerbs: /^(?!minio$)./, from: "minio/minio" },
  { names: ["apache/kafka"], on: "alpine", bash: true, entrypoint: ["/__cacert_entrypoint.sh"], cmd: ["/etc/kafka/docker/run"], user: "appuser", execs: "arguments", from: "apache/kafka" },
  { names: ["quay.io/keycloak/keycloak", "keycloak/keycloak"], on: "rhel", entrypoint: ["/opt/keycloak/bin/kc.sh"], cmd: [], user: "1000", execs: "program", from: "keycloak/keycloak", variants: [
    { tag: /^(\d|1[0-6])(?!\d)|legacy/, entrypoint: ["/opt/jboss/tools/docker-entrypoint.sh"], cmd: ["-b", "0.0.0.0"] },
  ] },
  { names: ["grafana/loki"], on: "busybox", entrypoint: ["/usr/bin/loki"], cmd: ["-config.file=/etc/loki/local-config.yaml"], user: "10001", from: "grafana/loki" },
  { names: ["axllent/mailpit"], on: "alpine", entrypoint: ["/mailpit"], cmd: [], from: "axllent/mailpit" },
  // Python, science, accelerators
  { names: ["tiangolo/uvicorn-gunicorn*", "tiangolo/meinheld-gunicorn*"], on: "debian", cmd: ["/start.sh"], workdir: "/app", env: { PYTHONPATH: "/app" }, from: "tiangolo/uvicorn-gunicorn-docker" },
  { names: ["continuumio/miniconda3", "continuumio/anaconda3"], on: "debian", cmd: ["/bin/bash"], path: "/opt/conda/bin", from: "ContinuumIO/docker-images" },
  { names: ["condaforge/*", "mambaorg/*"], on: null, settingsUnknown: true },
  { names: ["jupyter/docker-stacks-foundation", "quay.io/jupyter/docker-stacks-foundation"], on: "ubuntu", entrypoint: JUPYTER, cmd: [], workdir: "/home/jovyan", user: "1000", shell: ["/bin/bash", "-o", "pipefail", "-c"], path: "/opt/conda/bin", execs: "arguments", from: "jupyter/docker-stacks" },
  { names: ["jupyter/*", "quay.io/jupyter/*"], on: "ubuntu", entrypoint: JUPYTER, cmd: ["start-notebook.py"], workdir: "/home/jovyan", user: "1000", shell: ["/bin/bash", "-o", "pipefail", "-c"], path: "/opt/conda/bin", execs: "arguments", from: "jupyter/docker-stacks" },
  { names: ["tensorflow/tensorflow"], on: "ubuntu", from: "tensorflow/tensorflow", variants: [
    { tag: /jupyter/, cmd: ["bash", "-c", "source /etc/bash.bashrc && jupyter notebook --notebook-dir=/tf --ip 0.0.0.0 --no-browser --allow-root"], workdir: "/tf" },
  ] },
  { names: ["pytorch/pytorch"], on: "ubuntu", settingsUnknown: true },
  { names: ["nvidia/cuda", "nvcr.io/nvidia/cuda"], on: null, execs: "arguments", from: "gitlab.com/nvidia/container-images/cuda", variants: [
    { tag: /\b(runtime|devel)\b/, entrypoint: ["/opt/nvidia/nvidia_entrypoint.sh"], cmd: [] },
  ] },
  { names: ["ollama/ollama"], on: "ubuntu", entrypoint: ["/bin/ollama"], cmd: ["serve"], from: "ollama/ollama" },
  { names: ["vllm/vllm-openai", "nvcr.io/nvidia/pytorch", "nvcr.io/nvidia/tensorflow", "nvcr.io/nvidia/tritonserver", "nvcr.io/nvidia/vllm"], on: "ubuntu", settingsUnknown: true },
  { names: ["rocker/*"], on: "ubuntu", settingsUnknown: true },
  // Platforms
  { names: ADD_ON_BASES, on: "alpine", bash: true, entrypoint: ["/init"], cmd: [], shell: ASH, from: "home-assistant/docker-base" },
  { names: ["ghcr.io/hassio-addons/base"], on: "alpine", bash: true, entrypoint: ["/init"], cmd: [], shell: ASH, from: "hassio-addons/addon-base" },
  { names: linuxserver("alpine", "alpine-nginx"), on: "alpine", bash: true, entrypoint: ["/init"], cmd: [], from: "linuxserver/docker-baseimage-alpine" },
  { names: linuxserver("ubuntu"), on: "ubuntu", entrypoint: ["/init"], cmd: [], from: "linuxserver/docker-baseimage-ubuntu" },
  { names: linuxserver("debian"), on: "debian", entrypoint: ["/init"], cmd: [], from: "linuxserver/docker-baseimage-debian" },
  { names: linuxserver("fedora"), on: "fedora", entrypoint: ["/init"], cmd: [], from: "linuxserver/docker-baseimage-fedora" },
  { names: ["phusion/baseimage", "phusion/passenger-*", "ghcr.io/phusion/*"], on: "ubuntu", cmd: ["/sbin/my_init"], from: "phusion/baseimage-docker" },
  { names: ["public.ecr.aws/lambda/*", "amazon/aws-lambda-*"], on: "amazon", entrypoint: ["/lambda-entrypoint.sh"], cmd: [], workdir: "/var/task", execs: "program", from: "aws/aws-lambda-base-images" },
  { names: ["gcr.io/google-appengine/*", "gcr.io/google_appengine/*"], on: "ubuntu", settingsUnknown: true },
  { names: ["google/cloud-sdk", "gcr.io/google.com/cloudsdktool/*"], on: "debian", settingsUnknown: true },
  { names: UBI_INIT, on: "rhel", cmd: ["/sbin/init"], stopSignal: "SIGRTMIN+3", from: "catalog.redhat.com/software/containers/ubi9-init" },
  { names: ["registry.access.redhat.com/ubi*", "registry.redhat.io/*"], on: "rhel", settingsUnknown: true },
  { names: ["ubuntu/*"], on: "ubuntu", settingsUnknown: true },
];
