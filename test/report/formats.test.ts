import { expect, test } from "vitest";
import type { LintResult } from "../../src/diagnostic.ts";
import { type FormatName, formats } from "../../src/report/formats.ts";
import { loadColorStyle, plainStyle } from "../../src/report/style.ts";
import { demoFinding, demoSources, resultOf, spanIn } from "../support/finding.ts";

const noBook = { rules: [], page: () => null };

async function print(format: FormatName, result: LintResult): Promise<string> {
  return (await formats[format]())(result, plainStyle, noBook);
}

test("text shows the place, the marked source, the way from the Dockerfile and what to do", async () => {
  expect(await print("text", resultOf([demoFinding()]))).toBe(`start.sh:2:1 error missing-exec
  ./my_demo_svr is a child of sh, which keeps PID 1.

  2 | ./my_demo_svr
    | ^^^^^^^^^^^^^

  trace: Dockerfile:3:1  PID 1 is sh /start.sh
  help:  start it with \`exec ./my_demo_svr\`
  fix:   put exec in front (siglint --fix)

Found 1 error in 1 target. siglint --fix mends 1.
`);
});

test("text says that nothing was found, and in how many targets", async () => {
  expect(await print("text", resultOf([], { targets: 3 }))).toBe("No findings in 3 targets.\n");
});

test("text shows problems after findings", async () => {
  const span = spanIn("Dockerfile", demoSources.get("Dockerfile") ?? "", "COPY");
  const problems = [
    { file: "Dockerfile", span, message: "COPY has one argument" },
    { file: "gone", span: null, message: "there is no such file" },
  ];
  expect(await print("text", resultOf([], { problems, targets: 0 }))).toBe(`Dockerfile:2:1 problem
  COPY has one argument

  2 | COPY start.sh /
    | ^^^^

gone:1:1 problem
  there is no such file

No target was judged, 2 problems.
`);
});

async function marked(line: string, part: string): Promise<readonly string[]> {
  const sources = new Map([["start.sh", `${line}\n`]]);
  const finding = demoFinding({ span: spanIn("start.sh", line, part), trace: [], fix: null });
  return (await print("text", resultOf([finding], { sources }))).split("\n").slice(3, 5);
}

test("the mark stands below its words behind tabs and wide characters", async () => {
  expect(await marked("\tcd x\t&& app", "app")).toEqual([
    "  1 |     cd x    && app",
    "    |                ^^^",
  ]);
  expect(await marked("echo 起動 && app", "app")).toEqual([
    "  1 | echo 起動 && app",
    "    |              ^^^",
  ]);
  expect(await marked("echo 起動", "起動")).toEqual(["  1 | echo 起動", "    |      ^^^^"]);
});

test("control characters and characters that reorder text are shown, not sent", async () => {
  const [line, mark] = await marked("echo \u001b[31m\u202e\u0007 && app", "app");
  expect(line).toBe("  1 | echo ␛[31m<U+202E>␇ && app");
  expect(mark?.indexOf("^")).toBe(line?.indexOf("app"));
});

test("a long line is cut around what is marked", async () => {
  const [line = "", mark = ""] = await marked(`${"x".repeat(300)} app ${"y".repeat(300)}`, "app");
  expect(line.length).toBeLessThan(160);
  expect(line.slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1)).toBe("app");
});

test("of a long command the beginning and the end are shown", async () => {
  const text = Array.from({ length: 9 }, (_, index) => `  line${index + 1} \\`).join("\n");
  const sources = new Map([["start.sh", text]]);
  const span = { file: "start.sh", start: 2, end: text.length };
  const shown = await print("text", resultOf([demoFinding({ span, trace: [], fix: null })], { sources }));
  expect(shown.split("\n").slice(3, 10)).toEqual([
    "  1 |   line1 \\",
    "    |   ^^^^^^^",
    "  2 |   line2 \\",
    "    |   ^^^^^^^",
    "    | ...",
    "  9 |   line9 \\",
    "    |   ^^^^^^^",
  ]);
});

test("colours change nothing but the colour", async () => {
  const result = resultOf([demoFinding()]);
  const colored = (await formats.text())(result, await loadColorStyle(), noBook);
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
  expect(colored).not.toBe(await print("text", result));
  expect(colored.replace(escapes, "")).toBe(await print("text", result));
});

test("json is the documented document", async () => {
  const problems = [{ file: "gone", span: null, message: "there is no such file" }];
  expect(JSON.parse(await print("json", resultOf([demoFinding()], { problems })))).toEqual({
    version: 1,
    findings: [
      {
        rule: "missing-exec",
        severity: "error",
        message: "./my_demo_svr is a child of sh, which keeps PID 1.",
        help: "start it with `exec ./my_demo_svr`",
        file: "start.sh",
        line: 2,
        column: 1,
        endLine: 2,
        endColumn: 14,
        target: { kind: "dockerfile", file: "Dockerfile", name: null },
        outcome: "lost",
        trace: [{ file: "Dockerfile", line: 3, column: 1, text: "PID 1 is sh /start.sh" }],
        fix: {
          title: "put exec in front",
          safety: "safe",
          edits: [{ file: "start.sh", start: 10, end: 10, text: "exec " }],
        },
      },
    ],
    problems: [{ file: "gone", line: 1, column: 1, message: "there is no such file" }],
    summary: { targets: 1, errors: 1, warnings: 0, infos: 0 },
  });
});

test("unix has one line for each finding, whatever its message holds", async () => {
  const problems = [{ file: "gone", span: null, message: "there is no such file" }];
  const findings = [demoFinding(), demoFinding({ severity: "info", message: "two\nlines" })];
  expect(await print("unix", resultOf(findings, { problems }))).toBe(
    `start.sh:2:1: error: ./my_demo_svr is a child of sh, which keeps PID 1. [missing-exec]
start.sh:2:1: info: two␊lines [missing-exec]
gone:1:1: warning: there is no such file [problem]
`,
  );
});

test("github escapes what would end a property or the command", async () => {
  const file = "a,b:c%.sh";
  const sources = new Map([[file, "app\napp\n"]]);
  const findings = [
    demoFinding({ span: { file, start: 0, end: 3 }, message: "100% lost:\r\n::error::no", help: "exec" }),
    demoFinding({ span: { file, start: 0, end: 7 }, message: "two lines", help: "exec", severity: "info" }),
  ];
  expect(await print("github", resultOf(findings, { sources }))).toBe(
    `::error file=a%2Cb%3Ac%25.sh,line=1,endLine=1,col=1,endColumn=4,title=siglint missing-exec::100%25 lost:␍␊::error::no%0AHelp: exec
::notice file=a%2Cb%3Ac%25.sh,line=1,endLine=2,title=siglint missing-exec::two lines%0AHelp: exec
`,
  );
});
