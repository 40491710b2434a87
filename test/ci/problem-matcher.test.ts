import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { LintResult } from "../../src/diagnostic.ts";
import { runSiglint } from "../support/run-siglint.ts";
import { type Matcher, matchedProblems } from "./matched-problems.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { problemMatcher }: { problemMatcher: readonly Matcher[] } = JSON.parse(
  readFileSync(`${root}problem-matcher.json`, "utf8"),
);

/** What the runner can show: it has no info, and a problem is a warning. */
const shownAs: Readonly<Record<string, string>> = { error: "error", warning: "warning", info: "notice" };

interface Expected {
  readonly rule?: string;
  readonly severity?: LintResult["findings"][number]["severity"];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const folders = ["fixtures/formats/shop", "fixtures/baseline/adopt"];
const words = [...folders, "--rule", "shell-form:info", "--rule", "package-manager-start:info"];

test.each(["text", "unix"])("every finding in %s output is matched, and nothing else", async (format) => {
  const { out } = await runSiglint(root, [...words, "--format", format]);
  const json = JSON.parse((await runSiglint(root, [...words, "--format", "json"])).out);
  const all: readonly Expected[] = [...json.findings, ...json.problems];
  const expected = all.map(({ rule = "problem", severity = "warning", file, line, column, message }) => {
    return { file, line, column, severity: shownAs[severity], code: rule, message };
  });
  expect(new Set(expected.map(({ severity }) => severity))).toEqual(new Set(["error", "warning", "notice"]));
  expect(expected.some(({ code }) => code === "problem")).toBe(true);
  expect(matchedProblems(out, problemMatcher)).toEqual(expected);
});

test("the file has what the runner asks for", () => {
  const owners = problemMatcher.map(({ owner }) => owner);
  expect(new Set(owners).size).toBe(owners.length);
  for (const { severity, pattern } of problemMatcher) {
    expect(["error", "warning", "notice", undefined]).toContain(severity);
    expect(pattern.filter(({ message }) => message !== undefined)).toEqual(pattern.slice(-1));
    expect(pattern[0]?.file).toBe(1);
  }
});
