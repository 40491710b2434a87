import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

describe("busybox has its own ways", () => {
  test.each([
    ["su app -c server", 'becomes /bin/sh -c "server"'],
    ["su root -c server", 'becomes /bin/sh -c "server"'],
    ["timeout 5 server", "becomes server"],
    ["doas server", "becomes server"],
    ["unshare -f server", "default > server"],
    ["watch server", "default > /bin/sh -c {server}"],
    ["crond -f -l 8", "service, default"],
    ["httpd -f -p 80", "service, default"],
    ["bun run start", "forwards > /bin/sh -c {app}"],
  ])("%s", (line, conduct) => {
    const files = { "/app/package.json": '{"scripts":{"start":"app"}}' };
    expect(conductLine(line, { busybox: true, files })).toBe(conduct);
  });
});

describe("PID 1", () => {
  test("setsid forks where it leads its group, and becomes the command elsewhere", () => {
    expect(conductLine("setsid server")).toBe("detaches server, ends");
    expect(conductLine("setsid -w server")).toBe("default > server leading a session");
    expect(conductLine("setsid server", { isPid1: false })).toBe("becomes server leading a session");
    expect(conductLine("setsid -w server", { isPid1: false })).toBe("becomes server leading a session");
  });

  test("a bare nginx that is PID 1 must have its reason in a configuration", () => {
    expect(conductLine("nginx")).toMatch(/^unknown: \/etc\/nginx\/nginx\.conf decides/);
    expect(conductLine("nginx", { isPid1: false })).toBe("detaches nginx, ends");
  });
});

describe("configuration decides", () => {
  test.each([
    ["nginx", "/etc/nginx/nginx.conf", "user x;\ndaemon off;\n", "service, ends"],
    ["nginx", "/etc/nginx/nginx.conf", "user x;\n# daemon off;\n", "detaches nginx, ends"],
    ["nginx -c own.conf", "/etc/nginx/own.conf", "daemon off;", "service, ends"],
    ["supervisord -c x.conf", "/app/x.conf", "[supervisord]\nlogfile=x", "detaches supervisord, ends"],
    [
      "supervisord",
      "/etc/supervisord.conf",
      "[supervisord]\nnodaemon = true",
      "stops-in-turn > (services of supervisord) leading a group",
    ],
    ["runsv sv/app", "/app/sv/app/run", "#!/bin/sh\n", "forwards > (/app/sv/app/run) in /app/sv/app"],
    [
      "foreman start",
      "/app/Procfile",
      "web: server -p $PORT\n# release\nworker: cd w && work\n",
      "stops-in-turn > [server -p $PORT], killed after 5 | /bin/sh -c {cd w && work}, killed after 5",
    ],
    [
      "foreman start -f Procs worker",
      "/app/Procs",
      "web: server\nworker: work\n",
      "stops-in-turn > [work], killed after 5",
    ],
    ["uwsgi x.ini", "/app/x.ini", "[uwsgi]\nmaster = true\n", "service, ignores"],
    ["uwsgi x.ini", "/app/x.ini", "[uwsgi]\nmaster = true\ndie-on-term = false\n", "service, ignores"],
    ["uwsgi --ini=x.ini", "/app/x.ini", "[uwsgi]\nmaster = true\ndie-on-term=1", "service, ends"],
    [
      "uwsgi x.ini",
      "/app/x.ini",
      "[uwsgi]\nmaster=1\nhook-master-start = unix_signal:15 gracefully_kill_them_all",
      "service, ends",
    ],
    ["php-fpm7.4 -y own.conf", "own.conf", "[global]\ndaemonize = no\n", "service, ends"],
    [
      "su app -c server",
      "/etc/passwd",
      "app:x:1000:1000::/home/app:/bin/bash\n",
      'forwards, kills after 2 > /bin/bash -c "server"',
    ],
  ])("%s with %s", (line, path, text, conduct) => {
    expect(conductLine(line, { files: { [path]: text } })).toBe(conduct);
  });
});

describe("the environment and the signal", () => {
  test("variables that inits read", () => {
    expect(conductLine("tini server", { env: { TINI_KILL_PROCESS_GROUP: "1" } })).toBe(
      "forwards to the group > server leading a group",
    );
    expect(conductLine("dumb-init server", { env: { DUMB_INIT_SETSID: "0" } })).toBe("forwards > server");
    expect(conductLine("/init server", { env: { S6_KILL_GRACETIME: "6000" } })).toBe(
      "forwards to all, kills after 6 > server leading a session",
    );
    expect(conductLine("vault-env server", { env: { VAULT_ENV_DAEMON: "true" } })).toBe("forwards > server");
  });

  test("the stop signal makes a difference for some", () => {
    expect(conductLine("uwsgi --master", { signal: "SIGINT" })).toBe("service, ends");
    expect(conductLine("runsvdir /etc/service", { signal: "SIGHUP" })).toBe(
      "forwards-and-leaves > (services of runsvdir)",
    );
    expect(conductLine("dumb-init -r 15:0 server", { signal: "SIGINT" })).toBe(
      "forwards to the group > server leading a session",
    );
    expect(conductLine("uv run server", { signal: "SIGINT" })).toBe("swallows > server");
    expect(conductLine("uvx server", { signal: "SIGINT" })).toBe("swallows > server");
    expect(conductLine("dotnet run", { signal: "SIGINT" })).toBe("swallows > (program of dotnet)");
  });
});
