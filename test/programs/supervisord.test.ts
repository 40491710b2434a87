import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

/** What supervisord starts, by the sections below `[supervisord]`. */
function started(sections: string, more: Readonly<Record<string, string>> = {}): string {
  const conf = `[supervisord]\nnodaemon=true\n${sections}`;
  const line = conductLine("supervisord -c /etc/s/main.conf", {
    files: { "/etc/s/main.conf": conf, ...more },
    env: { ROLE: "web" },
  });
  return line
    .replace("stops-in-turn > ", "")
    .replaceAll(", killed after 10", "")
    .replace(/ leading.*/, "");
}

describe("supervisord.conf", () => {
  test.each([
    ["[program:a]\ncommand=app --port 80 ; the web\n", "[app --port 80]"],
    ["[program:a]\ncommand: sh -c 'a \"b\" c'\n", '[sh -c a "b" c]'],
    ["[program:a]\ncommand=app\n  --port 80\n\n  --host x\n", "[app --port 80 --host x]"],
    ["[program:a]\ncommand=%(here)s/run %(program_name)s %(ENV_ROLE)s 5%%\n", "[/etc/s/run a web 5%]"],
    ["[program:a]\ncommand=app %(ENV_PORT)s\n", "[app ?]"],
    ["[program:a]\ncommand=%(ENV_APP)s\n", "unseen: APP is not known from the files"],
    ["[program:a]\ncommand=sh %(ENV_APP)s\n", "unseen: APP is not known from the files"],
    ["[program:a]\ncommand=app\nautostart=no\n[eventlistener:b]\ncommand=ears\n", "[ears]"],
    ["[program:a]\ncommand=app\nstopsignal=quit\nstopwaitsecs=5\n", "[app] by SIGQUIT, killed after 5"],
    ["[program:a]\ncommand=app 'x\n", "(false)"],
    ["[program:a]\ncommand=one\n[program:a]\ncommand=two\n", "[two]"],
    ["; nothing\n# here\n", "(services of supervisord)"],
  ])("%s", (sections, expected) => {
    expect(started(sections)).toBe(expected);
  });

  test("takes in other files, from its own folder", () => {
    const more = {
      "/etc/s/conf.d/b.conf": "[program:b]\ncommand=two\n",
      "/etc/s/conf.d/a.conf": "[program:a]\ncommand=one\n",
      "/etc/s/other.conf": "[program:c]\ncommand=three\n",
    };
    expect(started("[include]\nfiles = conf.d/*.conf %(here)s/other.conf\n", more)).toBe(
      "[one] | [two] | [three]",
    );
  });
});
