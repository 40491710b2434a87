import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitSeed } from "../support/commit-seed.ts";

const runner = join(import.meta.dirname, "../../scripts/fuzz.mjs");

/** Of each kind; `npm run fuzz` goes on from there, and is stricter: a server under load is slow. */
const INPUTS = 100;

function fuzz(words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [runner, ...words], (_, out, err) => resolve(`${out}${err}`));
  });
}

test("no made-up input breaks it", { timeout: 900_000 }, async () => {
  const words = ["--inputs", String(INPUTS), "--seconds", "3", "--seed", String(commitSeed())];
  expect(await fuzz(words)).toMatch(/Nothing found\.\n$/);
});
