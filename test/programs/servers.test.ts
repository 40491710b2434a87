import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

describe("servers that may go to the background", () => {
  test.each([
    ["nginx -g 'daemon off;'", "service, ends"],
    ["nginx -g 'pid /x; daemon  off;'", "service, ends"],
    ["nginx -t", "brief, either"],
    ["nginx -g ?", "unknown: the directives behind nginx -g are not known from the files"],
    [
      "nginx -p ? -c nginx.conf",
      "unknown: its configuration decides whether nginx stays in the foreground, and it is not among the files that siglint knows",
    ],
    [
      "nginx -p /srv -c nginx.conf",
      "unknown: /srv/nginx.conf decides whether nginx stays in the foreground, and it is not among the files that siglint knows",
    ],
    ["apachectl -D FOREGROUND", "default > (apache2 -DFOREGROUND)"],
    ["apache2ctl -DFOREGROUND", "default > (apache2 -DFOREGROUND)"],
    ["apachectl start", "detaches apache2, ends"],
    ["apachectl configtest", "brief, either"],
    ["apache2-foreground", "becomes (apache2 -DFOREGROUND)"],
    ["httpd-foreground", "becomes (httpd -DFOREGROUND)"],
    ["httpd -DFOREGROUND", "service, ends"],
    ["httpd", "detaches httpd, ends"],
    ["apache2 -k start", "detaches apache2, ends"],
    ["php-fpm", "service, ends"],
    ["php-fpm7.4", "detaches php-fpm, ends"],
    ["php-fpm7.4 -F", "service, ends"],
    ["php-fpm8.2 --nodaemonize", "service, ends"],
    ["php-fpm -D", "detaches php-fpm, ends"],
    ["php-fpm -t", "brief, either"],
    ["service cron start", "detaches cron, ends"],
    ["service nginx status", "brief, either"],
    ["apachectl -f /etc/apache2/apache2.conf", "detaches apache2, ends"],
    ["mysqld --daemonize --skip-networking", "detaches mysqld, ends"],
    ["redis-server --daemonize yes", "detaches redis-server, ends"],
    ["redis-server --daemonize no", "service, ends"],
    ["mosquitto -d", "detaches mosquitto, ends"],
    ["slapd -h ldap:///", "detaches slapd, ends"],
    ["slapd -d 256", "service, ends"],
    ["slapd -d256", "service, ends"],
    ["cassandra -f", "service, ends"],
    ["cassandra", "detaches cassandra, ends"],
    ["proftpd --nodaemon", "service, ends"],
    ["zabbix_server --foreground -c x", "service, ends"],
    ["asterisk -rx 'core reload'", "brief, either"],
    ["/etc/init.d/ssh start", "detaches ssh, ends"],
    [
      "invoke-rc.d ssh start",
      "unknown: Debian's images forbid invoke-rc.d to start anything, unless their policy-rc.d is changed",
    ],
    ["rc-service nginx start", "detaches nginx, ends"],
    ["cron", "detaches cron, default"],
    ["cron -f", "service, default"],
    ["crond -f", "service, default"],
    ["crond -n", "service, ends"],
    ["crond", "detaches crond, default"],
    ["sshd -D", "service, ends"],
    ["sshd -De", "service, ends"],
    ["/usr/sbin/sshd", "detaches sshd, ends"],
    ["dovecot -F", "service, ends"],
    ["dovecot", "detaches dovecot, ends"],
    ["postfix start-fg", "service, ends"],
    ["postfix start", "detaches postfix, ends"],
    ["squid -N", "service, ends"],
    ["squid -NYCd 1", "service, ends"],
    ["varnishd -F", "service, ends"],
    ["named -g", "service, ends"],
    ["unbound -d", "service, ends"],
    ["dnsmasq -k", "service, ends"],
    ["dnsmasq", "detaches dnsmasq, ends"],
    ["rsyslogd -n", "service, ends"],
    ["rsyslogd", "detaches rsyslogd, ends"],
    ["gunicorn -D a", "detaches gunicorn, ends"],
    ["gunicorn --daemon a", "detaches gunicorn, ends"],
    ["unicorn -D", "detaches unicorn, ends"],
    ["memcached -d", "detaches memcached, ends"],
    ["mongod --fork", "detaches mongod, ends"],
    ["rabbitmq-server -detached", "detaches rabbitmq-server, ends"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("commands that stop a running server", () => {
  test.each([
    ["service nginx stop", "stops nginx openresty by SIGTERM, waits"],
    ["/etc/init.d/postgresql stop", "stops postgres postgresql by SIGTERM, waits"],
    ["nginx -s quit", "stops nginx openresty by SIGTERM"],
    ["nginx -s reload", "brief, either"],
    ["apachectl graceful-stop", "stops apache2 httpd apachectl apache2ctl by SIGTERM"],
    ["httpd -k stop", "stops apache2 httpd apachectl apache2ctl by SIGTERM"],
    ["pg_ctl -D x -m fast -w stop", "stops postgres postgresql by SIGINT, waits"],
    ["pg_ctl status", "brief, either"],
    [
      "mysqladmin -uroot shutdown",
      "stops mysqld mysql mariadbd mariadb mysqld_safe mariadbd-safe by SIGTERM, waits",
    ],
    ["redis-cli shutdown", "stops redis-server redis valkey-server keydb-server by SIGTERM, waits"],
    ["mongod --shutdown", "stops mongod mongodb mongos by SIGTERM, waits"],
    ["mongosh admin --eval 'db.shutdownServer()'", "stops mongod mongodb mongos by SIGTERM, waits"],
    ["supervisorctl shutdown", "stops supervisord by SIGTERM"],
    ["supervisorctl status", "brief, either"],
    ["catalina.sh stop", "stops java by SIGTERM"],
    ["/usr/local/tomcat/bin/shutdown.sh", "stops java by SIGTERM"],
    ["squid -k shutdown", "stops squid by SIGTERM"],
    ["squid -k reconfigure", "brief, either"],
    ["postfix stop", "stops postfix by SIGTERM, waits"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("servers that only print or prepare something", () => {
  test.each([
    ["postgres -C password_encryption", "brief, either"],
    ["postgres -D x -C port", "brief, either"],
    ["influxd print-config --key-name log-level", "brief, either"],
    ["influxd upgrade", "brief, either"],
    ["influxd --http-bind-address :9999", "service, ends"],
    ["haproxy -c -f x", "brief, either"],
    ["mysqld --wsrep-recover", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("programs below supervisord", () => {
  test("stay in the foreground where their own configuration is not known", () => {
    const files = {
      "/etc/supervisord.conf": "[program:a]\ncommand=php-fpm8.2\n[program:b]\ncommand=/usr/sbin/nginx\n",
    };
    expect(conductLine("supervisord -n", { files })).toBe(
      "stops-in-turn > [php-fpm8.2 -F], killed after 10 | [/usr/sbin/nginx -g daemon off;], killed after 10 leading a group",
    );
  });

  test("go to the background where their configuration says so", () => {
    const files = {
      "/etc/supervisord.conf": "[program:b]\ncommand=/usr/sbin/nginx\n",
      "/etc/nginx/nginx.conf": "daemon on;\n",
    };
    expect(conductLine("supervisord -n", { files })).toBe(
      "stops-in-turn > [/usr/sbin/nginx], killed after 10 leading a group",
    );
  });

  test("are services whatever comes after supervisord", () => {
    expect(conductLine("'services of supervisord'")).toBe("service, ends");
  });
});

describe("servers that stay", () => {
  test.each([
    ["gunicorn a:b", "service, ends"],
    ["uvicorn a", "service, ends"],
    ["puma -C x", "service, ends"],
    ["redis-server", "service, ends"],
    ["postgres -D x", "service, ends"],
    ["mysqld", "service, ends"],
    ["mariadbd", "service, ends"],
    ["mongod", "service, ends"],
    ["haproxy -W -f x", "service, ends"],
    ["memcached", "service, ends"],
    ["rabbitmq-server", "service, ends"],
    ["prometheus", "service, ends"],
    ["grafana-server", "service, ends"],
    ["elasticsearch", "service, ends"],
    ["traefik", "service, ends"],
    ["redis-server --version", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("servers by verb", () => {
  test.each([
    ["celery -A app worker", "service, ends"],
    ["celery -A app inspect ping", "brief, either"],
    ["flask run", "service, default"],
    ["flask --debug run", "service, ends"],
    ["flask --debug run --no-reload", "service, default"],
    ["flask db upgrade", "brief, either"],
    ["flask own", "stranger"],
    ["superset run -p 8088", "service, default"],
    ["rails server", "service, ends"],
    ["rails db:migrate", "brief, either"],
    ["bin/rails db:prepare", "brief, either"],
    ["rake db:migrate", "brief, either"],
    ["rake jobs:work", "service, ends"],
    ["rake own", "stranger"],
    ["consul agent", "service, ends"],
    ["vault server", "service, ends"],
    ["vault kv get x", "brief, either"],
    ["caddy run", "service, ends"],
    ["caddy start", "brief, either"],
    ["minio server x", "service, ends"],
    ["deno run a.ts", "stranger"],
    ["deno serve a.ts", "service, ends"],
    ["next start", "service, ends"],
    ["next build", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("frameworks that start another process", () => {
  const listing = (release: string) => ({
    files: { "/app/package.json": `{ "devDependencies": { "@nestjs/cli": "${release}" } }` },
  });

  test.each([
    ["nest start --watch", "forwards > /bin/sh -c {node dist/main}"],
    ["nest start api -e bun", "forwards > /bin/sh -c {bun dist/main}"],
    ["nest start --no-shell", "forwards > (node dist/main)"],
    ["nest build", "brief, either"],
    ["nuxt preview", "default > (node .output/server/index.mjs)"],
    ["nuxi start", "default > (node .output/server/index.mjs)"],
    ["nuxt dev --host", "service, ends"],
    ["nuxt build", "brief, either"],
    ["react-scripts start", "default > (node node_modules/react-scripts/scripts/start.js)"],
    ["react-scripts build", "brief, either"],
    ["medusa develop", "default > (medusa start)"],
    ["medusa start", "service, ends"],
    ["medusa db:migrate", "brief, either"],
    ["gatsby develop", "service, ends"],
    ["gatsby serve", "service, default"],
    ["docusaurus start", "service, ends"],
    ["docusaurus serve", "service, default"],
    ["docusaurus build", "brief, either"],
    ["remix-serve build/index.js", "service, ends"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });

  test.each([
    ["^10.4.9", "default > /bin/sh -c {node dist/main}"],
    ["^11.0.0", "forwards > /bin/sh -c {node dist/main}"],
  ])("nest start of @nestjs/cli %s", (release, conduct) => {
    expect(conductLine("nest start", listing(release))).toBe(conduct);
  });
});

describe("uWSGI", () => {
  test.each([
    ["uwsgi --master --http :80", "service, ignores"],
    ["uwsgi --master --die-on-term", "service, ends"],
    ["uwsgi --http :80", "service, ends"],
    [
      "uwsgi --ini app.ini",
      "unknown: app.ini decides whether uWSGI ends at SIGTERM, and it is not among the files that siglint knows",
    ],
    ["uwsgi --daemonize /log", "detaches uwsgi, ends"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("tools that build and serve", () => {
  test.each([
    ["vite --port 3000", "service, ends"],
    ["vite build --mode dev", "brief, either"],
    ["vite build --watch", "stranger"],
    ["ng build", "brief, either"],
    ["ng build --watch", "stranger"],
    ["next -p 3000", "service, ends"],
    ["next build", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("php-fpm by its configuration", () => {
  const pool = "/etc/php82/php-fpm.d/www.conf";
  const main = "/etc/php82/php-fpm.conf";
  test.each([
    ["php-fpm82", { files: { [pool]: "[global]\ndaemonize = no\n" } }, "service, ends"],
    ["php-fpm82", { files: { [pool]: ";daemonize = no\n" } }, "detaches php-fpm, ends"],
    ["php-fpm8.2", { files: { "/etc/php/8.2/fpm/pool.d/www.conf": "daemonize = no" } }, "service, ends"],
    ["php-fpm8.2", { files: { [pool]: "daemonize = no" } }, "detaches php-fpm, ends"],
    ["php-fpm82 -y /srv/fpm.conf", { files: { "/srv/fpm.conf": "daemonize=no" } }, "service, ends"],
    ["php-fpm82", { edits: { [main]: "-i\ns/;daemonize = yes/daemonize = no/" } }, "service, ends"],
    ["php-fpm82", { edits: { [main]: "-i\ns/user = .*/user = app/" } }, "detaches php-fpm, ends"],
    [
      "php-fpm82",
      { edits: { [main]: "-i\n/daemonize/s/yes/no/" } },
      "unknown: a RUN step edits its configuration, which decides whether php-fpm stays in the foreground",
    ],
    ["php-fpm -y /srv/fpm.conf", { files: { "/srv/fpm.conf": "daemonize = yes" } }, "detaches php-fpm, ends"],
  ])("%s %j", (line, setting, conduct) => {
    expect(conductLine(line, setting)).toBe(conduct);
  });
});
