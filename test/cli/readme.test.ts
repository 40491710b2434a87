import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCommand } from "../../src/cli/run-command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");
const isWired = existsSync(`${root}src/run.ts`);

// `npx vitest run test/cli/readme.test.ts -u` writes what this compares.
test.skipIf(!isWired)("the README shows what the demo really prints", async () => {
  let out = "";
  const io = {
    cwd: root,
    env: {},
    stdoutIsTerminal: false,
    readStdin: async () => "",
    out: (text: string) => {
      out += text;
    },
    err: () => {},
  };
  const loadEngine = async () => (await import("../../src/cli/load-engine.ts")).engine;
  expect(await runCommand(["fixtures/demo"], io, loadEngine)).toBe(1);
  const command = "npm ci && npx siglint fixtures/demo\n```\n\n```console\n";
  const start = readme.indexOf(command) + command.length;
  const end = readme.indexOf("```\n", start);
  const updated = readme.slice(0, start) + out + readme.slice(end);
  await expect(updated).toMatchFileSnapshot(`${root}README.md`);
});
