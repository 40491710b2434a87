import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generatedFiles } from "../../scripts/rule-pages.ts";
import { readPage } from "../rules/page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let copy = "";
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "siglint-rule-"));
  for (const path of ["package.json", "tsconfig.json", "rules", "src", "scripts"])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterEach(() => rmSync(copy, { recursive: true }));

const run = (command: string, words: readonly string[]) =>
  spawnSync(command, words, { cwd: copy, encoding: "utf8" });
const newRule = (...words: readonly string[]) => run("npm", ["run", "--silent", "new-rule", "--", ...words]);
const read = (path: string): string => readFileSync(join(copy, path), "utf8");

test("a new rule has code that compiles, a page that is read, and its place in the index", () => {
  const before = read("rules/index.ts");
  const { status, stdout } = newRule("mid-air", "The service never lands.");
  expect(status).toBe(0);
  expect(stdout).toContain("npx vitest run test/rules -t mid-air");

  const line = '\nimport midAir from "./mid-air.ts";';
  expect(read("rules/index.ts")).toContain(line);
  expect(read("rules/index.ts").replace(line, "").replace("\n  midAir,", "")).toBe(before);
  expect(read("rules/mid-air.ts")).toContain('summary: "The service never lands",');
  const types = run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit"]).stdout;
  expect(types).not.toMatch(/^rules\//m);

  const page = read("rules/mid-air.md");
  expect(readPage(page).map(({ reported, expected }) => [reported, expected.length])).toEqual([
    [true, 1],
    [false, 0],
  ]);
  // The header of another rule, where this one's would go.
  expect(generatedFiles[0]?.update(page)).toContain("\n<!-- end -->\n");
});

test.each([
  [[], "A rule needs an id and a summary"],
  [["mid-air"], "A rule needs an id and a summary"],
  [["Mid_Air", "The service never lands"], "small letters and dashes"],
  [["missing-exec", "Again"], "There is a rule missing-exec already"],
])("%j is refused, and nothing written", (words, why) => {
  const { status, stderr } = newRule(...words);
  expect(status).toBe(2);
  expect(stderr).toContain(why);
  expect(existsSync(join(copy, "rules/mid-air.ts"))).toBe(false);
});
