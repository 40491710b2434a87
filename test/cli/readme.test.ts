import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { optionsOf } from "../../src/cli/arguments/options.ts";
import { lint } from "../../src/index.ts";
import { runSiglint } from "../support/run-siglint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");

// `npx vitest run test/cli/readme.test.ts -u` writes what this compares.
test("the README shows what the demo really prints", async () => {
  const { code, out } = await runSiglint(root, ["fixtures/demo"]);
  expect(code).toBe(1);
  const command = "npm ci && npx siglint fixtures/demo\n```\n\n```console\n";
  const start = readme.indexOf(command) + command.length;
  const end = readme.indexOf("```\n", start);
  const updated = readme.slice(0, start) + out + readme.slice(end);
  await expect(updated).toMatchFileSnapshot(`${root}README.md`);
});

test.each([
  ["README.md", optionsOf.lint],
  ["docs/explain.md", optionsOf.explain],
])("%s tells of every option", (page, options) => {
  const text = readFileSync(`${root}${page}`, "utf8");
  const told = new Set(text.match(/--[a-z-]+/g));
  const missing = Object.keys(options).filter((name) => !told.has(`--${name}`) && !told.has(`--no-${name}`));
  expect(missing).toEqual(page === "README.md" ? [] : ["color"]);
});

test("the comments of the README silence what stands below one and beside the other", async () => {
  const [, script = ""] = /^```sh\n(if [\s\S]*?)^```$/m.exec(readme) ?? [];
  const rulesIn = async (text: string): Promise<readonly string[]> => {
    const files = {
      Dockerfile: 'FROM debian:12-slim\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      "start.sh": `#!/bin/sh\n${text}`,
    };
    return (await lint({ files })).findings.map(({ rule }) => rule);
  };
  expect(await rulesIn(script)).toEqual([]);
  expect(await rulesIn(script.replaceAll(/ *# siglint.*/g, ""))).toEqual(["missing-exec", "missing-exec"]);
});
