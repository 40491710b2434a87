import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitVerdict, gitPatterns } from "../../src/context/git-patterns.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "siglint-git-"));
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

const NAMES = ["a", "b", "ab", "abc", ".a", "a.b", "*", "#", "!", "-", "]", "a b", "a ", "\\"];
const PATHS = [
  ...NAMES,
  ...NAMES.flatMap((name) => NAMES.map((other) => `${name}/${other}`)),
  ...NAMES.flatMap((name) => [`a/${name}/b`, `b/${name}/a/ab`, `a/b/${name}/a b/c`]),
];

/** What git says of the paths. */
function askGit(lines: readonly string[]): readonly GitVerdict[] {
  writeFileSync(join(folder, ".gitignore"), `${lines.join("\n")}\n`);
  const words = ["check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"];
  const { stdout } = spawnSync("git", words, { cwd: folder, input: `${PATHS.join("\0")}\0` });
  const fields = String(stdout).split("\0");
  return PATHS.map((_, index) => {
    const pattern = fields[index * 4 + 2] ?? "";
    return pattern === "" ? "nothing" : pattern.startsWith("!") ? "kept" : "ignored";
  });
}

test.each([
  ["a"],
  ["a/", "!a/b"],
  ["/a", "b/*"],
  ["*", "!a", "!b/", "!b/a"],
  ["*.b", "a*", "*b*"],
  ["**/a", "a/**"],
  ["a/**/b", "**/b/**/ab"],
  ["a**b", "***/b"],
  ["?", "!a?"],
  ["[ab]", "![!a]b", "[^b]c"],
  ["[]a]", "[a-]", "[b-a]", "[+-z]/a"],
  ["[[:alpha:]]/[[:punct:]]", "[[:nothing:]]", "[a"],
  ["\\!", "\\#", "\\*", "\\a", "a\\"],
  ["# a", "", " ", "a  ", "a\\ ", "b\r"],
  ["/", "!", "//", "a//b"],
])("%j and what follows are read as git reads them", (...lines) => {
  const verdict = gitPatterns(lines);
  expect(PATHS.map((path) => [path, verdict(path)])).toEqual(
    askGit(lines).map((said, index) => [PATHS[index], said]),
  );
});

test("the last pattern may be for folders only", () => {
  const verdict = gitPatterns(["a/"]);
  expect([verdict("a"), verdict("a/"), verdict("b/a/c")]).toEqual(["nothing", "ignored", "ignored"]);
});
