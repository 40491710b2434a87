import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandNames, optionsOf } from "../../src/cli/arguments/options.ts";
import { runSiglint } from "../support/run-siglint.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "siglint-"));
  writeFileSync(join(folder, "Dockerfile"), "FROM debian:12\nCMD my_server --port 80\n");
  symlinkSync("round", join(folder, "round"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = commandNames.flatMap((command) => Object.keys(optionsOf[command]));
// A language server waits for its editor.
const commands = commandNames.filter((command) => command !== "lsp");
const values = [
  "",
  "Dockerfile",
  "Dockerfile/x",
  "round",
  "-",
  "out.json",
  "json",
  "missing-exec:off",
  "a=b",
  "n".repeat(300),
];
const word = fc.oneof(
  fc.constantFrom(
    ...options.map((name) => `--${name}`),
    ...commands,
    ...values,
    "--",
    "--=",
    "-x",
    "--__proto__",
  ),
  fc
    .tuple(fc.constantFrom(...options, "help", "constructor"), fc.constantFrom(...values, "true"))
    .map(([name, value]) => `--${name}=${value}`),
  fc.string({ unit: "binary", maxLength: 8 }).filter((text) => !/[/\\\0]|^\.\./.test(text)),
);

test("whatever is typed, siglint has an exit code for it, and finds no fault with itself", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (argv) => {
      fc.pre(!argv.includes("lsp"));
      const { code, err } = await runSiglint(folder, argv);
      expect([0, 1, 2]).toContain(code);
      expect(err).not.toContain("inside siglint");
      expect(err).not.toMatch(/[^.]\.\.$/m);
    }),
    { numRuns: 300 },
  );
}, 60_000);
