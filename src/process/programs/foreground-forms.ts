/** How a server that goes to the background is kept in the foreground. */
export interface ForegroundForm {
  /** Put behind its words, as a shell reads them. */
  readonly add: string;
  /** Options that go: they send it to the background. */
  readonly drop: RegExp | null;
}

const DAEMON = /^(-d|-D|--daemon|-daemon|--detach)$/;

/** Programs by name: what is added, what goes, and where it is documented. */
// biome-ignore format: a table
const FORMS: readonly (readonly [names: string, add: string, drop: RegExp | null, manual: `https://${string}`])[] = [
  ["nginx openresty", "-g 'daemon off;'", null, "https://nginx.org/en/docs/ngx_core_module.html#daemon"],
  ["httpd httpd2", "-D FOREGROUND", /^(-k|start)$/, "https://httpd.apache.org/docs/2.4/programs/httpd.html"],
  ["php-fpm", "-F", /^(-D|--daemonize)$/, "https://www.php.net/manual/en/install.fpm.configuration.php#daemonize"],
  ["cron crond", "-f", null, "https://manpages.debian.org/bookworm/cron/cron.8.en.html"],
  ["lighttpd", "-D", null, "https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs"],
  ["sshd", "-D", null, "https://man.openbsd.org/sshd#D"],
  ["dropbear", "-F", null, "https://manpages.debian.org/bookworm/dropbear-bin/dropbear.8.en.html"],
  ["ray", "--block", null, "https://docs.ray.io/en/latest/cluster/cli.html"],
  ["rsyslogd syslogd", "-n", null, "https://manpages.debian.org/bookworm/rsyslog/rsyslogd.8.en.html"],
  ["pm2", "--no-daemon", null, "https://pm2.keymetrics.io/docs/usage/quick-start/"],
  ["supervisord", "-n", null, "https://supervisord.org/running.html#supervisord-command-line-options"],
  ["redis-server valkey-server", "--daemonize no", /^(--daemonize|yes)$/, "https://redis.io/docs/latest/operate/oss_and_stack/management/config/"],
  ["memcached mosquitto haproxy", "", DAEMON, "https://docs.memcached.org/serverguide/"],
  ["mongod mongos", "", /^--fork$/, "https://www.mongodb.com/docs/manual/reference/program/mongod/#std-option-mongod.--fork"],
  ["gunicorn unicorn celery puma rails", "", DAEMON, "https://docs.gunicorn.org/en/stable/settings.html#daemon"],
  ["elasticsearch zookeeper-server-start.sh kafka-server-start.sh", "", DAEMON, "https://kafka.apache.org/quickstart"],
  ["dnsmasq", "-k", null, "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html"],
  ["named", "-f", null, "https://bind9.readthedocs.io/en/latest/manpages.html"],
  ["dovecot varnishd clamd", "-F", null, "https://varnish-cache.org/docs/trunk/reference/varnishd.html"],
  ["pure-ftpd", "", /^(-B|--daemonize)$/, "https://www.pureftpd.org/project/pure-ftpd/doc/"],
  ["squid", "-N", null, "https://wiki.squid-cache.org/SquidFaq/SquidCommandLine"],
  ["smbd nmbd winbindd", "-F --no-process-group", null, "https://www.samba.org/samba/docs/current/man-html/smbd.8.html"],
  ["proftpd", "--nodaemon", null, "https://manpages.debian.org/bookworm/proftpd-core/proftpd.8.en.html"],
  ["snmpd snmptrapd", "-f", null, "https://www.net-snmp.org/docs/man/snmpd.html"],
  ["transmission-daemon", "--foreground", null, "https://manpages.debian.org/bookworm/transmission-daemon/transmission-daemon.1.en.html"],
  ["zabbix_server zabbix_proxy zabbix_agentd", "-f", null, "https://www.zabbix.com/documentation/current/en/manpages/zabbix_server"],
  ["vncserver tigervncserver", "-fg", null, "https://tigervnc.org/doc/vncserver.html"],
  ["dbus-daemon", "--nofork", null, "https://dbus.freedesktop.org/doc/dbus-daemon.1.html"],
];

/** What the init scripts of Debian's packages start, in the foreground, with what they prepare for it. */
// biome-ignore format: a table
const INIT_SCRIPTS: readonly (readonly [names: string, script: string, manual: `https://${string}`])[] = [
  ["nginx", "exec nginx -g 'daemon off;'", "https://nginx.org/en/docs/ngx_core_module.html#daemon"],
  ["apache2", '. /etc/apache2/envvars && mkdir -p "$APACHE_RUN_DIR" && exec apache2 -D FOREGROUND', "https://httpd.apache.org/docs/2.4/programs/httpd.html"],
  ["httpd", "exec httpd -D FOREGROUND", "https://httpd.apache.org/docs/2.4/programs/httpd.html"],
  ["ssh sshd", "mkdir -p /run/sshd && exec /usr/sbin/sshd -D", "https://man.openbsd.org/sshd#D"],
  ["postfix", "exec postfix start-fg", "https://www.postfix.org/postfix.1.html"],
  ["rsyslog", "exec rsyslogd -n", "https://manpages.debian.org/bookworm/rsyslog/rsyslogd.8.en.html"],
  ["supervisor", "exec supervisord -n -c /etc/supervisor/supervisord.conf", "https://supervisord.org/running.html#supervisord-command-line-options"],
  ["mysql mariadb", "install -d -o mysql /run/mysqld && exec mysqld --user=mysql", "https://dev.mysql.com/doc/refman/8.4/en/mysqld.html"],
  ["redis-server", "exec redis-server /etc/redis/redis.conf --daemonize no", "https://redis.io/docs/latest/operate/oss_and_stack/management/config/"],
  ["cron", "exec cron -f", "https://manpages.debian.org/bookworm/cron/cron.8.en.html"],
  ["lighttpd", "exec lighttpd -D -f /etc/lighttpd/lighttpd.conf", "https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs"],
];

const formsByName = new Map(
  FORMS.flatMap(([names, add, drop]) => names.split(" ").map((name) => [name, { add, drop }] as const)),
);

const scriptsByName = new Map(
  INIT_SCRIPTS.flatMap(([names, script]) => names.split(" ").map((name) => [name, script] as const)),
);

/** The options by which a program stays; null where that is not known. `php-fpm8.2` is php-fpm. */
export function foregroundForm(name: string): ForegroundForm | null {
  return formsByName.get(name) ?? formsByName.get(name.replace(/(?<![\d.])[\d.]+$/, "")) ?? null;
}

/** What the init script of that name starts, so that it stays: a shell script that ends in `exec`. */
export function foregroundOfInitScript(name: string): string | null {
  const php = /^php([\d.]*)-fpm$/.exec(name);
  if (php !== null) return `mkdir -p /run/php && exec php-fpm${php[1]} -F`;
  return scriptsByName.get(name) ?? null;
}
