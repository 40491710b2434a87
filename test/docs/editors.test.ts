import { spawnSync } from "node:child_process";
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

/** What Python makes of TOML; null where there is no Python with a reader of it, 3.11. */
function readToml(text: string): Record<string, unknown> | null {
  const program = "import json, sys, tomllib; print(json.dumps(tomllib.load(sys.stdin.buffer)))";
  const { status, stdout } = spawnSync("python3", ["-c", program], { input: text, encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : null;
}

const helix = readToml(editorSnippet("languages.toml"));
if (helix === null && process.env.SIGLINT_LAB === "required")
  throw new Error("SIGLINT_LAB=required, but there is no Python 3.11 to read TOML.");

test.skipIf(helix === null)(
  "Helix starts siglint lsp beside the servers that it has for these languages",
  () => {
    expect(helix).toEqual({
      "language-server": { siglint: { command: "siglint", args: ["lsp"] } },
      language: [
        { name: "dockerfile", "language-servers": ["docker-langserver", "siglint"] },
        { name: "bash", "language-servers": ["bash-language-server", "siglint"] },
      ],
    });
  },
);

test("where nothing is found that is the one problem", async () => {
  const folder = mkdtempSync(`${tmpdir()}/siglint-task-`);
  const { out } = await runSiglint(folder, ["--format", "unix"]);
  expect(problems(out)).toMatchObject([{ code: "problem", severity: "error" }]);
  rmSync(folder, { recursive: true });
});
