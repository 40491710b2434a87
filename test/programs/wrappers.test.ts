import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

describe("inits", () => {
  test.each([
    ["tini server", "forwards > server leading a group"],
    ["tini -g -- server -- x", "forwards to the group > server -- x leading a group"],
    ["tini -s -- server", "forwards > server leading a group"],
    ["tini -vvv -p SIGTERM server", "forwards > server leading a group"],
    ["/usr/bin/tini -h", "brief, either"],
    ["docker-init -- server", "forwards > server leading a group"],
    ["dumb-init server", "forwards to the group > server leading a session"],
    ["dumb-init -c server", "forwards > server"],
    ["dumb-init --single-child -- server", "forwards > server"],
    ["dumb-init --rewrite 15:3 server", "forwards to the group > server leading a session"],
    ["dumb-init -r 15:0 -- server", "swallows > server leading a session"],
    ["dumb-init --rewrite=15:0 server", "swallows > server leading a session"],
    ["catatonit -- server", "forwards > server leading a group"],
    ["catatonit -g server", "forwards to the group > server leading a group"],
    ["/init", "forwards to all, kills after 3 > (services of s6) leading a session"],
    ["/init server", "forwards to all, kills after 3 > server leading a session"],
    ["./init server", "stranger"],
    ["my_init", "forwards to all, kills after 5 > (services of my_init)"],
    ["/sbin/my_init --quiet -- server", "forwards to all, kills after 5 > server"],
    ["my_init --no-kill-all-on-exit server", "forwards, kills after 5 > server"],
    ["with-contenv server", "becomes server"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("programs that change the user", () => {
  test.each([
    ["gosu app server -p 1", "becomes server -p 1"],
    ["gosu --version", "brief, either"],
    ["/usr/local/bin/su-exec app:app server", "becomes server"],
    ["setpriv --reuid=app --regid app --clear-groups -- server", "becomes server"],
    ["chpst -u app -e env server", "becomes server"],
    ["chpst -P -u app server", "becomes server leading a session"],
    ["s6-setuidgid app server", "becomes server"],
    ["setuidgid app server", "becomes server"],
    ["chroot --userspec=app / server", "becomes server"],
    ["su -c server app", 'forwards, kills after 2 > /bin/sh -c "server"'],
    ["su - app -c server", 'forwards, kills after 2 > /bin/sh -c "server"'],
    ["su app -s /bin/bash -c server", 'forwards, kills after 2 > /bin/bash -c "server"'],
    ["su root -c server", 'forwards, kills after 2 > /bin/bash -c "server"'],
    ["su root", "forwards, kills after 2 > (/bin/bash)"],
    [
      'su -s /bin/sh app -c \'exec "$0" "$@"\' -- server',
      'forwards, kills after 2 > /bin/sh -c "exec "$0" "$@""',
    ],
    ["runuser -u app -- server -x", "forwards, kills after 2 > server -x"],
    ["runuser -u app server", "forwards, kills after 2 > server"],
    ["runuser -l app -c server", 'forwards, kills after 2 > /bin/sh -c "server"'],
    ["sudo -u app -E server", "forwards > server"],
    ["sudo -u app A=1 server", "forwards > server"],
    ["sudo -b server", "detaches server, ends"],
    ["doas -u app server", "forwards, kills after 2 > server"],
    ["sg app -c server", 'default > /bin/sh -c "server"'],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("programs that change something else", () => {
  test.each([
    ["env A=1 B=2 server", "becomes server"],
    ["env -i PATH=/bin server", "becomes server"],
    ["env - A=1 server", "becomes server"],
    ["env -u X server", "becomes server"],
    ["env -S 'A=1 server -v' x", "becomes (server -v x)"],
    ["env", "brief, either"],
    ["nice -n 5 server", "becomes server"],
    ["nice -5 server", "becomes server"],
    ["ionice -c2 -n0 server", "becomes server"],
    ["chrt -f 10 server", "becomes server"],
    ["chrt -p 1", "brief, either"],
    ["stdbuf -oL server", "becomes server"],
    ["nohup server", "becomes server"],
    ["numactl --interleave=all server", "becomes server"],
    ["numactl -i all server", "becomes server"],
    ["taskset -c 0,1 server", "becomes server"],
    ["taskset -p 1", "brief, either"],
    ["prlimit --nofile=100 server", "becomes server"],
    ["setarch x86_64 server", "becomes server"],
    ["setarch -R server", "becomes server"],
    ["nsenter -t 1 -m server", "becomes server"],
    ["nsenter -t 1 -p server", "default > server"],
    ["nsenter -t 1 -p -F server", "becomes server"],
    ["envdir /env server", "becomes server"],
    ["timeout 10 server", "forwards to its own group > server"],
    ["timeout -s INT 10 server", "forwards to its own group > server"],
    ["timeout -k 5 1m server", "forwards to its own group, kills after 5 > server"],
    ["timeout --kill-after=2m 1h server", "forwards to its own group, kills after 120 > server"],
    ["timeout --foreground 10 server", "forwards > server"],
    ["time server", "default > server"],
    ["time -f %e server", "default > server"],
    ["xargs -n1 server", "default > server"],
    ["flock /lock server", "default > server"],
    ["flock -n /lock -c 'server x'", 'default > /bin/sh -c "server x"'],
    ["flock -F /lock server", "becomes server"],
    ["unshare -m server", "becomes server"],
    ["unshare --fork --pid server", "swallows > server"],
    ["setsid server", "detaches server, ends"],
    ["setsid -w server", "default > server leading a session"],
    ["setsid -f server", "detaches server, ends"],
    ["script -qec server /dev/null", 'forwards, kills after 2 > /bin/sh -c "server" leading a terminal'],
    ["script -q /dev/null", "forwards, kills after 2 > (/bin/sh) leading a terminal"],
    ["unbuffer server", "default > server leading a session"],
    ["strace -f server", "forwards-and-leaves > server"],
    ["strace -o /x -f server", "swallows > server"],
    ["strace -D server", "becomes server"],
    ["catchsegv server", "default > server"],
    ["faketime -f +1d server", "default > server"],
    ["fakeroot server", "default > server"],
    ["watch -n 1 server", "leaves > /bin/sh -c {server}"],
    ["start-stop-daemon --start --exec /bin/server -- -x", "becomes (/bin/server -x)"],
    ["start-stop-daemon -S -b -x /bin/server", "detaches /bin/server, ends"],
    ["start-stop-daemon --stop --name x", "stops x by SIGTERM"],
    ["start-stop-daemon --stop --retry 5 --pidfile /run/x.pid", "stops x by SIGTERM, waits"],
    ['capsh --user=app --keep=1 -- -c "app --x"', 'becomes /bin/bash -c "app --x"'],
    ["capsh --print", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("programs that wait or fetch something first", () => {
  test.each([
    ["wait-for-it.sh db:5432 -t 10 -- server", "becomes server"],
    ["wait-for-it.sh db:5432", "brief, either"],
    ["wait-for db:1 -- server", "becomes server"],
    ["dockerize -wait tcp://db:1 -timeout 10s server x", "forwards, kills after 10 > server x"],
    ["dockerize -wait tcp://db:1", "brief, either"],
    ["dockerize -template a:b -stdout /log server", "forwards, kills after 10 > server"],
    ["chamber exec a b -- server", "becomes server"],
    ["doppler run -- server", "forwards > server"],
    ["doppler run --command='server x'", "forwards > /bin/sh -c {server x}"],
    ["doppler run --command server", 'forwards > /bin/sh -c "server"'],
    ["aws-vault exec prod -- server", "becomes server"],
    ["aws-vault exec --server prod -- server", "forwards > server"],
    ["vault-env server", "becomes server"],
    ["dbus-run-session -- server", "default > server"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });
});

describe("process managers", () => {
  test.each([
    ["supervisord -n", "stops-in-turn > (services of supervisord) leading a group"],
    ["supervisord -c /etc/supervisord.conf", "stops-in-turn > (services of supervisord) leading a group"],
    ["s6-svscan /etc/s6", "stops-in-turn > (services of s6-svscan) leading a session"],
    ["s6-supervise /etc/s6/app", "stops-in-turn > (services of s6-supervise) leading a session"],
    ["runsv /etc/sv/app", "forwards > (services of runsv)"],
    ["runsvdir -P /etc/service", "leaves > (services of runsvdir) leading a session"],
    ["monit -I", "leaves > (services of monit) leading a session"],
    ["monit", "detaches monit, ends"],
    ["multirun 'a x' 'b y'", "forwards > /bin/sh -c {exec a x} | /bin/sh -c {exec b y}"],
    ["foreman start", "stops-in-turn > (services of foreman), killed after 5"],
    ["foreman start -t 20", "stops-in-turn > (services of foreman), killed after 20"],
    ["foreman run server", "leaves > server"],
    ["goreman -f Procs start web", "forwards to the group > (services of goreman) leading a group"],
    ["honcho run server", "default > /bin/sh -c {server}"],
    ["forego start", "unknown: nginx-proxy's forego passes SIGTERM on, the one of its author ends at once"],
    ["honcho start", "forwards to the group SIGTERM > (services of honcho) leading a session"],
    ["circusd app.ini", "forwards, kills after 30 > (services of circusd)"],
    [
      "pm2-runtime start a.js",
      "forwards SIGINT, kills after 1.6 > (services of pm2-runtime) leading a session",
    ],
    ["pm2 start a.js", "detaches pm2, ends"],
    ["pm2 start a.js --no-daemon", "default > (services of pm2) leading a session"],
    ["pm2 logs", "rests for ever"],
    ["forever a.js x", "default > (node a.js x)"],
    ["forever start a.js", "detaches a.js, ends"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line)).toBe(conduct);
  });

  test("xvfb-run starts the command, but not as PID 1", () => {
    expect(conductLine("xvfb-run -a -s '-screen 0' server", { isPid1: false })).toBe("default > server");
    expect(conductLine("xvfb-run --server-args=x server", { isPid1: false })).toBe("default > server");
    expect(conductLine("xvfb-run server")).toBe("rests for ever");
  });
});
