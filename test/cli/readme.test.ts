import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
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
