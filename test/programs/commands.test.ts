import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

describe("time that passes", () => {
  test.each([
    ["sleep 5", "rests 5"],
    ["sleep 1m", "rests 60"],
    ["sleep infinity", "rests for ever"],
    ["sleep 1.5h 2", "rests 5402"],
    ["sleep", "brief, either"],
    ["sleep x", "brief, nonzero"],
    ["tail -f x", "rests for ever"],
    ["tail -F x", "rests for ever"],
    ["tail -n 5 x", "brief, either"],
    ["tail -n +0 -f x", "rests for ever"],
    ["tail -fn0 x", "rests for ever"],
    [
      "tail --pid=1 -f /dev/null",
      "unknown: tail waits for another process, and siglint does not follow which",
    ],
    ["cat", "rests for ever"],
    ["cat x", "brief, either"],
    ["cat -", "rests for ever"],
    ["nc -z h 1", "brief, either"],
    ["nc -l 1", "rests for ever"],
    ["journalctl -f", "rests for ever"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("commands that come to an end", () => {
  test.each([
    ["mkdir -p x", "brief, either"],
    ["chown -R app x", "brief, either"],
    ["cp a b", "brief, either"],
    ["true", "brief, zero"],
    ["/bin/false", "brief, nonzero"],
    ["echo a", "brief, zero"],
    ["envsubst", "brief, either"],
    ["curl -f x", "brief, either"],
    ["getent passwd", "brief, either"],
    ["useradd x", "brief, either"],
    ["apt-get install x", "brief, either"],
    ["apk add x", "brief, either"],
    ["pip3 install x", "brief, either"],
    ["alembic upgrade head", "brief, either"],
    ["psql -c x", "brief, either"],
    ["mysqladmin ping", "brief, either"],
    ["pg_isready", "brief, either"],
    ["redis-cli ping", "brief, either"],
    ["git clone x", "brief, either"],
    ["update-ca-certificates", "brief, either"],
    ["prisma migrate deploy", "brief, either"],
    ["composer install", "brief, either"],
    ["tsc", "brief, either"],
    ["tsc -w", "stranger"],
    ["confd -onetime", "brief, either"],
    ["consul-template -once x", "brief, either"],
    ["consul-template x", "stranger"],
    ["systemctl start x", "brief, either"],
    ["make migrate", "brief, either"],
    ["make run", "unknown: siglint does not read Makefiles"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("programs that nobody knows", () => {
  test.each([
    ["own", "stranger"],
    ["./bin/own", "stranger"],
    ["own --version", "brief, either"],
    ["own migrate", "brief, either"],
    ["own db:seed", "brief, either"],
    ["php install.php", "brief, either"],
    ["python3 /app/wait_for_db.py", "brief, either"],
    ["python manage_users.py", "stranger"],
    ["node ./scripts/create-admin.js x", "brief, either"],
    ["/app/migrate.sh", "brief, either"],
    ["/app/cleanup.sh", "brief, either"],
    ["node post-stop.js", "brief, either"],
    ["echo_info starting", "brief, either"],
    ["log_error failed", "brief, either"],
    ["echo-server", "stranger"],
    ["python -u app.py", "stranger"],
    ["docker version", "brief, either"],
    ["docker run -it x", "stranger"],
    ["docker compose up -d", "brief, either"],
    ["node ace migration:run", "brief, either"],
    ["java -jar a.jar db migrate", "brief, either"],
    ["?", "stranger"],
    ["?/server a", "stranger"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("words that are not known", () => {
  test.each([
    ["gosu ? server", "becomes server"],
    ["su-exec ?:? server", "becomes server"],
    ["nice -n ? server", "becomes server"],
    ["setpriv --reuid=? server", "becomes server"],
    ["timeout ? server", "forwards to its own group > server"],
    ["wait-for-it ?:? -- server", "becomes server"],
    ["tini -- ? x", "forwards > ? x leading a group"],
    ["tini ? server", "unknown: the words after tini are not known from the files"],
    ["tini -? server", "unknown: an option of tini is not known from the files"],
    ["env ? server", "becomes server"],
    ["env ?", "becomes ?"],
    ["npx ?", "unknown: the words after npx are not known from the files"],
    ["sleep ?", "rests 5"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("busybox by name", () => {
  test.each([
    ["busybox sleep 5", "rests 5"],
    ["busybox timeout 5 server", "becomes server"],
    ["busybox sh -c x", "becomes sh -c x"],
    ["busybox httpd -f -p 80", "service, default"],
    ["busybox su -c server", 'becomes /bin/sh -c "server"'],
    ["busybox", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});
