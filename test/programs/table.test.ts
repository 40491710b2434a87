import { expect, test } from "vitest";
import { describePrograms } from "../../src/process/programs/conduct-of.ts";

/** The wrappers and services that people ask siglint about. */
const promised =
  `gosu su-exec setpriv runuser su sudo doas chpst s6-setuidgid setuidgid chroot unshare env nice ionice chrt
stdbuf timeout time nohup setsid xargs flock script unbuffer strace catchsegv numactl taskset tini dumb-init catatonit
docker-init s6-svscan init my_init runsvdir supervisord monit multirun forego foreman honcho goreman pm2 pm2-runtime forever nodemon npm yarn
pnpm bun npx poetry pipenv uv conda bundle dotnet mvn gradle go cargo java catalina.sh apachectl apache2-foreground
httpd-foreground nginx php-fpm service cron crond uwsgi opentelemetry-instrument ddtrace-run newrelic-admin dockerize
wait-for-it wait-for envdir chamber doppler aws-vault vault-env xvfb-run dbus-run-session start-stop-daemon tsx concurrently
ts-node dotenvx`.split(/\s+/);

test("every promised program has a row", () => {
  const names = new Set(describePrograms().map((program) => program.name));
  expect(promised.filter((name) => !names.has(name))).toEqual([]);
});

test("every row says how it is known: measured in the lab, or a link to where it is documented", () => {
  const vague = describePrograms().filter(({ source }) =>
    source.kind === "measured"
      ? source.program === ""
      : source.kind === "configured" || !URL.canParse(source.link),
  );
  expect(vague).toEqual([]);
});

test("no name has two rows", () => {
  const names = describePrograms().map((program) => program.name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
