import { describe, expect, test } from "vitest";
import { spanOf, wholeFile } from "../../src/mapped-text.ts";
import { conductOf } from "../../src/process/programs/conduct-of.ts";
import { conductLine } from "./conduct-line.ts";

const manifest = `{
  "name": "x",
  "scripts": {
    "prestart": "node set-up.js",
    "start": "node server.js",
    "say": "echo \\"ready\\" && exec node server.js"
  },
  "jest": { "scripts": { "start": "not this one" } },
  "dependencies": { "start": "1" }
}`;
const files = { "/app/package.json": manifest, "/app/web/package.json": '\uFEFF{"scripts":{"start":"web"}}' };

describe("a script of package.json", () => {
  test.each([
    ["npm start", "forwards > /bin/sh -c {node server.js}"],
    ["npm run start -- --port 1", "forwards > /bin/sh -c {node server.js --port 1}"],
    ["npm run --silent start", "forwards > /bin/sh -c {node server.js}"],
    ["npm run say", 'forwards > /bin/sh -c {echo "ready" && exec node server.js}'],
    ["npm --prefix web start", "forwards > /bin/sh -c {web} in /app/web"],
    ["npm start --prefix=./web", "forwards > /bin/sh -c {web} in /app/web"],
    [
      "npm run -w api start",
      "unknown: which package of the workspace is meant cannot be told from the files",
    ],
    ["npm ?", "unknown: the words after npm are not known from the files"],
    ["npm run ?", "unknown: which script of package.json is meant is not known from the files"],
    ["npm run missing", "brief, nonzero"],
    ["npm run missing --if-present", "brief, zero"],
    ["npm ci", "brief, either"],
    ["npm install", "brief, either"],
    ["yarn start", "forwards-and-leaves > /bin/sh -c {node server.js}"],
    ["yarn run start", "forwards-and-leaves > /bin/sh -c {node server.js}"],
    ["yarn --cwd web start", "forwards-and-leaves > /bin/sh -c {web} in /app/web"],
    ["yarn serve x", "forwards-and-leaves > /bin/sh -c {serve x}"],
    ["yarn node a.js", "forwards-and-leaves > (node a.js)"],
    ["yarn", "brief, either"],
    ["yarn install", "brief, either"],
    ["pnpm start", "forwards > /bin/sh -c {node server.js}"],
    ["pnpm run start", "forwards > /bin/sh -c {node server.js}"],
    ["pnpm serve x", "forwards > serve x"],
    ["pnpm exec tsx a", "forwards > tsx a"],
    ["pnpm install", "brief, either"],
    ["bun run start", "forwards > bash -c {node server.js}"],
    ["bun a.ts", "stranger"],
    ["bun run src/a.ts", "stranger"],
    ["bun install", "brief, either"],
    ["bunx serve", "forwards > serve"],
    ["npx serve@14 -s 'a b'", "forwards > /bin/sh -c {serve -s 'a b'}"],
    ["npx --no-install tsx a.ts", "forwards > /bin/sh -c {tsx a.ts}"],
    ["npx -c 'a b'", "forwards > /bin/sh -c {a b}"],
    ["npm exec -- serve a", "forwards > /bin/sh -c {serve a}"],
    ["corepack pnpm start", "becomes pnpm start"],
    ["corepack yarn@4.9.2 start", "becomes (yarn start)"],
    ["corepack prepare pnpm@10 --activate", "brief, either"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line, { files })).toBe(conduct);
  });

  test("its characters can be found in package.json, escapes and all", () => {
    const conduct = conductOf(["npm", "run", "say"], {
      workdir: "/app",
      env: () => null,
      readFile: () => wholeFile("package.json", manifest),
      edits: () => "",
      list: () => [],
      isPid1: true,
      isMain: true,
      leadsGroup: true,
      signal: "SIGTERM",
      busybox: false,
    });
    const command = conduct.kind === "supervises" ? conduct.commands[0] : undefined;
    if (command?.kind !== "string" || command.mapped === null) throw new Error("no script was found");
    expect(command.mapped.file).toBe("package.json");
    const { start, end } = spanOf(command.mapped, 0, command.mapped.text.length);
    expect(manifest.slice(start, end)).toBe('echo \\"ready\\" && exec node server.js');
  });

  test.each([
    ["yarn@1.22.22", "app", "forwards-and-leaves > /bin/sh -c {app}"],
    ["yarn@2.4.1", "app", "default > /bin/sh -c {app}"],
    ["yarn@4.1.0", "app", "forwards to all > /bin/sh -c {app}"],
    ["yarn@4.1.0", "exec app", "brief, nonzero"],
  ])("%s, %s", (release, script, conduct) => {
    const text = JSON.stringify({ packageManager: release, scripts: { start: script } });
    expect(conductLine("yarn start", { files: { "/app/package.json": text } })).toBe(conduct);
  });

  test.each([
    ["/app/.yarnrc.yml", "yarnPath: .yarn/releases/yarn-3.2.1.cjs\n", "forwards to all > /bin/sh -c {app}"],
    ["/app/yarn.lock", "# yarn\n\n__metadata:\n  version: 8\n", "forwards to all > /bin/sh -c {app}"],
    ["/app/yarn.lock", "__metadata:\n  version: 4\n", "default > /bin/sh -c {app}"],
    ["/app/yarn.lock", "# yarn lockfile v1\n", "forwards-and-leaves > /bin/sh -c {app}"],
  ])("which Yarn it is also shows in %s: %s", (path, text, conduct) => {
    const own = { "/app/package.json": '{"scripts":{"start":"app"}}', [path]: text };
    expect(conductLine("yarn start", { files: own })).toBe(conduct);
  });

  test("npm start without a start script is node server.js", () => {
    expect(conductLine("npm start", { files: { "/app/package.json": "{}" } })).toBe(
      "forwards > /bin/sh -c {node server.js}",
    );
  });

  test("a package.json that is not there or cannot be read is said", () => {
    expect(conductLine("npm start")).toBe(
      "unknown: /app/package.json is not among the files that siglint knows of this image",
    );
    expect(conductLine("npm start", { files: { "/app/package.json": "{" } })).toBe(
      "unknown: /app/package.json cannot be read as JSON",
    );
  });

  test("pnpm exec leaves at once where it is not PID 1", () => {
    expect(conductLine("pnpm exec app", { isPid1: false })).toBe("forwards-and-leaves > app");
  });
});
