import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSiglint } from "../support/run-siglint.ts";

const demo = fileURLToPath(new URL("../../fixtures/demo", import.meta.url));
let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-demo-"));
  cpSync(demo, cwd, { recursive: true });
});
afterAll(() => rmSync(cwd, { recursive: true }));

test("--fix mends the demo, and then there is nothing left to find", async () => {
  const siglint = async (words: readonly string[]) => (await runSiglint(cwd, words)).code;
  expect(await siglint([])).toBe(1);
  expect(await siglint(["--fix"])).toBe(0);
  expect(readFileSync(join(cwd, "start.sh"), "utf8")).toMatch(/^exec node server\.js$/m);
  expect(await siglint([])).toBe(0);
});
