import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { editorSnippet } from "../support/editor-snippet.ts";
import { runSiglint } from "../support/run-siglint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Matched {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly message: string;
  readonly code: string;
}

/** What VS Code makes of the output of a task: one match for each line that fits. */
function problems(output: string): readonly Matched[] {
  const { tasks } = JSON.parse(editorSnippet(".vscode/tasks.json"));
  const { regexp, ...groups } = tasks[0].problemMatcher.pattern;
  return output.split("\n").flatMap((line) => {
    const match = new RegExp(regexp).exec(line);
    if (match === null) return [];
    const group = (name: string): string => match[groups[name]] ?? "";
    return [
      {
        file: group("file"),
        line: Number(group("line")),
        column: Number(group("column")),
        severity: group("severity"),
        message: group("message"),
        code: group("code"),
      },
    ];
  });
}

test("the task of VS Code runs siglint as it is, and its problem matcher reads every line of it", async () => {
  const { tasks } = JSON.parse(editorSnippet(".vscode/tasks.json"));
  const [npx, siglint, ...words] = tasks[0].command.split(" ");
  expect([npx, siglint]).toEqual(["npx", "siglint"]);
  const asked = ["fixtures/demo", "fixtures/bad-input/syntax-error", "fixtures/ignore", "fixtures/formats"];
  const { out } = await runSiglint(root, [...words, ...asked]);
  const json = JSON.parse((await runSiglint(root, ["--format", "json", ...asked])).out);
  const expected = [
    ...json.findings.map(({ file, line, column, severity, message, rule }: Record<string, unknown>) => ({
      ...{ file, line, column, severity, message },
      code: rule,
    })),
    ...json.problems.map((problem: object) => ({ ...problem, severity: "warning", code: "problem" })),
  ];
  expect(expected.length).toBeGreaterThan(5);
  expect(problems(out)).toEqual(expected);
  expect(out.trimEnd().split("\n")).toHaveLength(expected.length);
});

test("the pattern is that of problem-matcher.json, and has info as a severity, which GitHub does not know", () => {
  const { tasks } = JSON.parse(editorSnippet(".vscode/tasks.json"));
  const { problemMatcher } = JSON.parse(readFileSync(`${root}problem-matcher.json`, "utf8"));
  const unix = problemMatcher.find(({ owner }: { owner: string }) => owner === "siglint-unix");
  const [pattern] = unix.pattern;
  const regexp = pattern.regexp.replace("(error|warning)", "(error|warning|info)");
  expect(tasks[0].problemMatcher.pattern).toEqual({ ...pattern, regexp });
});

test("where nothing is found there are no problems", async () => {
  const folder = mkdtempSync(`${tmpdir()}/siglint-task-`);
  const { out } = await runSiglint(folder, ["--format", "unix"]);
  expect(problems(out)).toMatchObject([{ code: "problem", severity: "error" }]);
  rmSync(folder, { recursive: true });
});
