import type { KnownImage, Variant } from "./known-image.ts";

const SCRIPT = ["docker-entrypoint.sh"];
const ROOT_SCRIPT = ["/docker-entrypoint.sh"];
const PHP = ["docker-php-entrypoint"];
const TEMURIN = ["/__cacert_entrypoint.sh"];
const NGINX = ["nginx", "-g", "daemon off;"];

/** STOPSIGNAL comes from the php image that these are built on. */
const PHP_VARIANTS: readonly Variant[] = [{ tag: /\bfpm\b/, cmd: ["php-fpm"], stopSignal: "SIGQUIT" }];
const PHP_SITE = {
  on: "debian",
  cmd: ["apache2-foreground"],
  stopSignal: "SIGWINCH",
  workdir: "/var/www/html",
} as const;

/**
 * Docker Hub's official images, as the Dockerfiles in their repositories set them. Where a setting came with a later
 * version, the older tags are a variant.
 */
// biome-ignore format: a table, one line per image
export const OFFICIAL_IMAGES: readonly KnownImage[] = [
  // Languages
  { names: ["buildpack-deps"], on: "debian", from: "docker-library/buildpack-deps" },
  { names: ["node"], on: "debian", entrypoint: SCRIPT, cmd: ["node"], execs: "arguments", own: "node", from: "nodejs/docker-node" },
  { names: ["python"], on: "debian", cmd: ["python3"], from: "docker-library/python" },
  { names: ["pypy"], on: "debian", cmd: ["pypy3"], from: "docker-library/pypy" },
  { names: ["ruby"], on: "debian", cmd: ["irb"], path: "/usr/local/bundle/bin", from: "docker-library/ruby" },
  { names: ["golang"], on: "debian", workdir: "/go", env: { GOPATH: "/go" }, path: "/go/bin:/usr/local/go/bin", from: "docker-library/golang" },
  { names: ["rust"], on: "debian", path: "/usr/local/cargo/bin", from: "rust-lang/docker-rust" },
  { names: ["php"], on: "debian", entrypoint: PHP, cmd: ["php", "-a"], execs: "arguments", own: "php", from: "docker-library/php", variants: [
    { tag: /\bfpm\b/, cmd: ["php-fpm"], stopSignal: "SIGQUIT", workdir: "/var/www/html" },
    { tag: /\bapache\b/, cmd: ["apache2-foreground"], stopSignal: "SIGWINCH", workdir: "/var/www/html" },
  ] },
  { names: ["composer"], on: "alpine", bash: true, entrypoint: ROOT_SCRIPT, cmd: ["composer"], workdir: "/app", execs: "arguments", own: "composer", from: "composer/docker" },
  { names: ["openjdk"], on: "oracle", cmd: ["jshell"], from: "docker-library/openjdk", variants: [
    { tag: /^[678](?!\d)/, on: "debian", cmd: ["bash"] },
    { tag: /^(9|10|11)(?!\d)|\bslim\b/, on: "debian" },
  ] },
  { names: ["eclipse-temurin"], on: "ubuntu", entrypoint: TEMURIN, cmd: ["jshell"], path: "/opt/java/openjdk/bin", execs: "arguments", from: "adoptium/containers", variants: [
    { tag: /\bjre\b|^8(u\d+\w*)?\b/, cmd: [] },
  ] },
  { names: ["amazoncorretto"], on: "amazon", from: "corretto/corretto-docker" },
  { names: ["ibm-semeru-runtimes", "sapmachine"], on: "ubuntu", settingsUnknown: true },
  { names: ["azul/zulu-openjdk"], on: "ubuntu", settingsUnknown: true },
  { names: ["maven"], on: "ubuntu", bash: true, entrypoint: ["/usr/local/bin/mvn-entrypoint.sh"], cmd: ["mvn"], execs: "arguments", from: "carlossg/docker-maven" },
  { names: ["gradle"], on: "ubuntu", bash: true, entrypoint: TEMURIN, cmd: ["gradle"], workdir: "/home/gradle", execs: "arguments", from: "gradle/docker-gradle", variants: [
    { tag: /corretto|graal/, entrypoint: [] },
  ] },
  { names: ["clojure", "groovy"], on: null, settingsUnknown: true },
  { names: ["perl", "gcc", "dart", "swipl"], on: "debian", settingsUnknown: true },
  { names: ["swift"], on: "ubuntu", from: "swiftlang/swift-docker" },
  { names: ["elixir"], on: "debian", cmd: ["iex"], from: "erlef/docker-elixir" },
  { names: ["erlang"], on: "debian", cmd: ["erl"], from: "erlang/docker-erlang-otp" },
  { names: ["haskell"], on: "debian", cmd: ["ghci"], from: "haskell/docker-haskell" },
  { names: ["julia"], on: "debian", entrypoint: SCRIPT, cmd: ["julia"], execs: "arguments", from: "docker-library/julia" },
  { names: ["r-base"], on: "debian", cmd: ["R"], from: "rocker-org/rocker" },
  // Web servers and proxies
  { names: ["nginx"], on: "debian", entrypoint: ROOT_SCRIPT, cmd: NGINX, stopSignal: "SIGQUIT", execs: "arguments", from: "nginx/docker-nginx", variants: [
    { tag: /^(0|1\.\d|1\.1[0-7])(\.\d+)*\b/, entrypoint: [], stopSignal: "SIGTERM" },
    { tag: /^1\.19\.[0-4]\b/, stopSignal: "SIGTERM" },
  ] },
  { names: ["httpd"], on: "debian", cmd: ["httpd-foreground"], stopSignal: "SIGWINCH", workdir: "/usr/local/apache2", env: { HTTPD_PREFIX: "/usr/local/apache2" }, path: "/usr/local/apache2/bin", from: "docker-library/httpd" },
  { names: ["haproxy"], on: "debian", entrypoint: SCRIPT, cmd: ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"], stopSignal: "SIGUSR1", workdir: "/var/lib/haproxy", user: "haproxy", execs: "arguments", own: "haproxy", from: "docker-library/haproxy" },
  { names: ["traefik"], on: "alpine", entrypoint: ["/entrypoint.sh"], cmd: ["traefik"], execs: "arguments", own: "traefik", from: "traefik/traefik-library-image" },
  { names: ["caddy"], on: "alpine", cmd: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"], workdir: "/srv", from: "caddyserver/caddy-docker" },
  { names: ["varnish"], on: "debian", entrypoint: ["/usr/local/bin/docker-varnish-entrypoint"], cmd: [], workdir: "/etc/varnish", user: "varnish", execs: "arguments", own: "varnishd -F", from: "varnish/docker-varnish" },
  { names: ["kong"], on: "ubuntu", entrypoint: ROOT_SCRIPT, cmd: ["kong", "docker-start"], stopSignal: "SIGQUIT", user: "kong", execs: "arguments", from: "Kong/docker-kong" },
  { names: ["tomcat"], on: "ubuntu", cmd: ["catalina.sh", "run"], workdir: "/usr/local/tomcat", env: { CATALINA_HOME: "/usr/local/tomcat" }, path: "/usr/local/tomcat/bin:/opt/java/openjdk/bin", from: "docker-library/tomcat" },
  { names: ["tomee"], on: "ubuntu", entrypoint: TEMURIN, cmd: ["catalina.sh", "run"], workdir: "/usr/local/tomee", path: "/usr/local/tomee/bin", execs: "arguments", from: "tomitribe/docker-tomee" },
  { names: ["jetty"], on: "ubuntu", entrypoint: ROOT_SCRIPT, cmd: ["java", "-jar", "/usr/local/jetty/start.jar"], workdir: "/var/lib/jetty", user: "jetty", execs: "arguments", own: "java", from: "jetty/jetty.docker" },
  // Databases, queues, search
  { names: ["postgres"], on: "debian", bash: true, entrypoint: SCRIPT, cmd: ["postgres"], stopSignal: "SIGINT", execs: "arguments", own: "postgres", from: "docker-library/postgres" },
  { names: ["mysql"], on: "oracle", entrypoint: SCRIPT, cmd: ["mysqld"], execs: "arguments", own: "mysqld", from: "docker-library/mysql", variants: [{ tag: /^5\.[56]\b/, on: "debian" }] },
  { names: ["mariadb"], on: "ubuntu", entrypoint: SCRIPT, cmd: ["mariadbd"], execs: "arguments", own: "mariadbd", from: "MariaDB/mariadb-docker", variants: [{ tag: /^(5|10\.[0-5])\b/, cmd: ["mysqld"] }] },
  { names: ["percona"], on: "rhel", entrypoint: ROOT_SCRIPT, cmd: ["mysqld"], user: "mysql", execs: "arguments", own: "mysqld", from: "percona/percona-docker" },
  { names: ["mongo"], on: "ubuntu", entrypoint: SCRIPT, cmd: ["mongod"], execs: "arguments", own: "mongod", from: "docker-library/mongo" },
  { names: ["mongo-express"], on: "alpine", bash: true, entrypoint: ["/sbin/tini", "--", "/docker-entrypoint.sh"], cmd: ["mongo-express"], workdir: "/app", execs: "program", from: "mongo-express/mongo-express-docker" },
  { names: ["redis"], on: "debian", entrypoint: SCRIPT, cmd: ["redis-server"], workdir: "/data", execs: "arguments", own: "redis-server", from: "docker-library/redis" },
  { names: ["memcached"], on: "debian", entrypoint: SCRIPT, cmd: ["memcached"], user: "memcache", execs: "arguments", own: "memcached", from: "docker-library/memcached" },
  { names: ["rabbitmq"], on: "ubuntu", bash: true, entrypoint: SCRIPT, cmd: ["rabbitmq-server"], execs: "arguments", from: "docker-library/rabbitmq" },
  { names: ["nats"], on: "scratch", entrypoint: ["/nats-server"], cmd: ["--config", "nats-server.conf"], from: "nats-io/nats-docker", variants: [
    { tag: /\balpine/, entrypoint: SCRIPT, cmd: ["nats-server", "--config", "/etc/nats/nats-server.conf"] },
  ] },
  { names: ["cassandra"], on: "debian", entrypoint: SCRIPT, cmd: ["cassandra", "-f"], execs: "arguments", own: "cassandra -f", from: "docker-library/cassandra" },
  { names: ["couchdb"], on: "debian", entrypoint: ["tini", "--", "/docker-entrypoint.sh"], cmd: ["/opt/couchdb/bin/couchdb"], execs: "arguments", from: "apache/couchdb-docker" },
  { names: ["neo4j"], on: "debian", entrypoint: ["tini", "-g", "--", "/startup/docker-entrypoint.sh"], cmd: ["neo4j"], workdir: "/var/lib/neo4j", execs: "program", from: "neo4j/docker-neo4j" },
  { names: ["influxdb"], on: "debian", entrypoint: ["/entrypoint.sh"], cmd: ["influxd"], execs: "arguments", own: "influxd", from: "influxdata/influxdata-docker", variants: [
    { tag: /^3|\b(core|enterprise)\b/, on: "ubuntu", entrypoint: ["/usr/bin/entrypoint.sh"], cmd: ["influxdb3", "serve"], user: "influxdb3" },
  ] },
  { names: ["telegraf"], on: "debian", entrypoint: ["/entrypoint.sh"], cmd: ["telegraf"], execs: "arguments", own: "telegraf", from: "influxdata/influxdata-docker" },
  { names: ["chronograf"], on: "debian", entrypoint: ["/entrypoint.sh"], cmd: ["chronograf"], execs: "arguments", own: "chronograf", from: "influxdata/influxdata-docker" },
  { names: ["kapacitor"], on: "ubuntu", entrypoint: ["/entrypoint.sh"], cmd: ["kapacitord"], execs: "arguments", from: "influxdata/influxdata-docker" },
  { names: ["zookeeper"], on: "ubuntu", entrypoint: ROOT_SCRIPT, cmd: ["zkServer.sh", "start-foreground"], execs: "arguments", from: "31z4/zookeeper-docker" },
  { names: ["solr"], on: "ubuntu", entrypoint: SCRIPT, cmd: ["solr-foreground"], workdir: "/opt/solr", user: "solr", execs: "arguments", from: "apache/solr-docker" },
  { names: ["flink"], on: "ubuntu", entrypoint: ROOT_SCRIPT, cmd: ["help"], workdir: "/opt/flink", execs: "arguments", from: "apache/flink-docker" },
  { names: ["elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch"], on: null, entrypoint: ["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"], cmd: ["eswrapper"], workdir: "/usr/share/elasticsearch", user: "1000:0", execs: "program", from: "elastic/elasticsearch", variants: [
    { tag: /^[56]\b/, on: "centos", entrypoint: ["/usr/local/bin/docker-entrypoint.sh"], user: "root" },
    { tag: /^(7\.17|8)\b/, on: "ubuntu" },
  ] },
  { names: ["kibana", "docker.elastic.co/kibana/kibana"], on: null, entrypoint: ["/bin/tini", "--"], cmd: ["/usr/local/bin/kibana-docker"], workdir: "/usr/share/kibana", user: "1000", from: "elastic/kibana", variants: [
    { tag: /^[56]\b/, on: "centos", entrypoint: [] },
    { tag: /^(7\.17|8)\b/, on: "ubuntu" },
  ] },
  { names: ["logstash", "docker.elastic.co/logstash/logstash"], on: null, entrypoint: ["/usr/local/bin/docker-entrypoint"], cmd: [], workdir: "/usr/share/logstash", user: "1000", execs: "arguments", own: "logstash", from: "elastic/logstash" },
  // Applications
  { names: ["wordpress"], ...PHP_SITE, bash: true, entrypoint: SCRIPT, execs: "arguments", from: "docker-library/wordpress", variants: [
    { tag: /\bcli\b/, on: "alpine", cmd: ["wp", "shell"], user: "www-data", stopSignal: "SIGTERM" }, ...PHP_VARIANTS,
  ] },
  { names: ["drupal"], ...PHP_SITE, entrypoint: PHP, workdir: "/opt/drupal", execs: "arguments", from: "docker-library/drupal", variants: PHP_VARIANTS },
  { names: ["joomla"], ...PHP_SITE, bash: true, entrypoint: ["/entrypoint.sh"], execs: "arguments", from: "joomla-docker/docker-joomla", variants: PHP_VARIANTS },
  { names: ["nextcloud"], ...PHP_SITE, entrypoint: ["/entrypoint.sh"], execs: "arguments", from: "nextcloud/docker", variants: PHP_VARIANTS },
  { names: ["matomo"], ...PHP_SITE, entrypoint: ["/entrypoint.sh"], execs: "arguments", from: "matomo-org/docker", variants: PHP_VARIANTS },
  { names: ["phpmyadmin", "phpmyadmin/phpmyadmin"], ...PHP_SITE, entrypoint: ROOT_SCRIPT, execs: "arguments", from: "phpmyadmin/docker", variants: PHP_VARIANTS },
  { names: ["adminer"], on: "alpine", entrypoint: ["entrypoint.sh", "docker-php-entrypoint"], cmd: ["php", "-S", "[::]:8080", "-t", "/var/www/html"], stopSignal: "SIGINT", workdir: "/var/www/html", user: "adminer", execs: "arguments", from: "TimWolla/docker-adminer", variants: [
    { tag: /\bfastcgi\b/, cmd: ["php-fpm"], stopSignal: "SIGQUIT" },
  ] },
  { names: ["ghost"], on: "debian", bash: true, entrypoint: SCRIPT, cmd: ["node", "current/index.js"], workdir: "/var/lib/ghost", execs: "arguments", from: "docker-library/ghost" },
  { names: ["redmine"], on: "debian", bash: true, entrypoint: ROOT_SCRIPT, cmd: ["rails", "server", "-b", "0.0.0.0"], workdir: "/usr/src/redmine", execs: "arguments", from: "docker-library/redmine" },
  { names: ["odoo"], on: "ubuntu", entrypoint: ["/entrypoint.sh"], cmd: ["odoo"], user: "odoo", shell: ["/bin/bash", "-xo", "pipefail", "-c"], execs: "arguments", own: "odoo", from: "odoo/docker" },
  { names: ["sonarqube"], on: "ubuntu", entrypoint: ["/opt/sonarqube/docker/entrypoint.sh"], cmd: [], stopSignal: "SIGINT", workdir: "/opt/sonarqube", user: "sonarqube", execs: "arguments", own: "java", from: "SonarSource/docker-sonarqube" },
  { names: ["registry"], on: "alpine", entrypoint: ["/entrypoint.sh"], cmd: ["/etc/distribution/config.yml"], execs: "arguments", own: "registry serve", ownVerbs: /\.ya?ml$/, from: "distribution/distribution-library-image" },
  { names: ["docker"], on: "alpine", entrypoint: ["dockerd-entrypoint.sh"], cmd: [], execs: "arguments", own: "dockerd", from: "docker-library/docker", variants: [
    { tag: /\brootless\b/, user: "rootless" },
    { tag: /\b(cli|git)\b/, entrypoint: SCRIPT, cmd: ["sh"] },
  ] },
  { names: ["consul", "hashicorp/consul"], on: "alpine", entrypoint: SCRIPT, cmd: ["agent", "-dev", "-client", "0.0.0.0"], execs: "arguments", own: "consul", ownVerbs: /^(agent|members|info|kv|version)$/, from: "hashicorp/docker-consul" },
  { names: ["vault", "hashicorp/vault"], on: "alpine", entrypoint: SCRIPT, cmd: ["server", "-dev"], execs: "arguments", own: "vault", ownVerbs: /^(server|agent|version)$/, from: "hashicorp/docker-vault" },
  { names: ["fluentd", "fluent/fluentd"], on: "alpine", entrypoint: ["tini", "--", "/bin/entrypoint.sh"], cmd: ["fluentd"], user: "fluent", execs: "arguments", from: "fluent/fluentd-docker-image" },
  { names: ["eclipse-mosquitto"], on: "alpine", entrypoint: ROOT_SCRIPT, cmd: ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"], execs: "arguments", from: "eclipse-mosquitto/mosquitto" },
];
