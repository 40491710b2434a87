import { expect, test } from "vitest";
import type { Finding } from "../../src/diagnostic.ts";
import type { Comment } from "../../src/dockerfile/dockerfile.ts";
import { applyFixes } from "../../src/fix/apply-fixes.ts";
import type { CommentedFile } from "../../src/ignore/commented-file.ts";
import { suppress } from "../../src/ignore/suppress.ts";
import { demoFinding, spanIn } from "../support/finding.ts";

const rules = ["missing-exec", "other", "shell-form", "stop-signal"].map((id) => ({ id }));
const target = { kind: "dockerfile", file: "Dockerfile", name: null } as const;

/** A file whose comments are everything from `#` to the end of its line; ENTRYPOINT to the last line is one block. */
function commented(file: string, text: string): CommentedFile {
  const comments: Comment[] = [...text.matchAll(/#.*/g)].map((match) => ({
    text: match[0],
    span: { file, start: match.index, end: match.index + match[0].length },
  }));
  const blocks = text.includes("ENTRYPOINT")
    ? [{ ...spanIn(file, text, "ENTRYPOINT"), end: text.length }]
    : [];
  return { file, text, comments, blocks, target, outcome: "lost", judged: null };
}

const plainDockerfile = 'FROM a\nENTRYPOINT ["./start.sh"]';

/** Runs with a finding at `app` in the script, and a trace from ENTRYPOINT. */
function run(script: string, dockerfile = plainDockerfile) {
  const files = [commented("Dockerfile", dockerfile), commented("start.sh", script)];
  const finding = demoFinding({
    span: spanIn("start.sh", script, "app"),
    trace: [{ span: spanIn("Dockerfile", dockerfile, '["'), text: "PID 1" }],
  });
  return { finding, files, ...suppress([finding], files, rules) };
}

test.each([
  ["on the line above", "# siglint ignore=missing-exec\napp\n"],
  ["with a reason", "# siglint ignore=missing-exec -- ends by itself\napp\n"],
  ["among other rules", "  #siglint ignore=shell-form , missing-exec\napp\n"],
  ["at the end of the line", "app # siglint ignore=missing-exec\n"],
  ["at the end of a command over two lines", "app \\\n  --port 1 # siglint ignore=missing-exec\n"],
  ["above other comments", "# siglint ignore=missing-exec -- it\n# is short\napp\n"],
  ["for the whole file", "app\necho done\n# siglint global ignore=missing-exec\n"],
])("a comment %s silences a finding in a script", (_, script) => {
  const span = script.includes("\\\n") ? spanIn("start.sh", script, "app \\\n  --port 1") : undefined;
  const { finding, files } = run(script);
  const { kept } = suppress([span === undefined ? finding : { ...finding, span }], files, rules);
  expect(kept).toEqual([]);
});

test.each([
  ["above the ENTRYPOINT", 'FROM a\n# siglint ignore=missing-exec\nENTRYPOINT ["./start.sh"]'],
  [
    "above an ENTRYPOINT of several lines",
    'FROM a\n# siglint ignore=missing-exec\nENTRYPOINT \\\n  ["./start.sh"]',
  ],
  ["for the whole Dockerfile", '# siglint global ignore=missing-exec\nFROM a\nENTRYPOINT ["./start.sh"]'],
])("a comment %s silences the finding in the script that it starts", (_, dockerfile) => {
  expect(run("app\n", dockerfile)).toMatchObject({ kept: [], unused: [] });
});

test("a comment in the script silences a finding that stands in the Dockerfile", () => {
  const script = "# siglint ignore=shell-form\napp\n";
  const { files } = run(script);
  const finding: Finding = demoFinding({
    rule: "shell-form",
    span: spanIn("Dockerfile", plainDockerfile, "ENTRYPOINT"),
    trace: [{ span: spanIn("start.sh", script, "app"), text: "app" }],
  });
  expect(suppress([finding], files, rules)).toEqual({ kept: [], unused: [] });
});

test.each([
  ["two lines above", "# siglint ignore=missing-exec\n\napp\n"],
  ["below", "app\n# siglint ignore=missing-exec\n"],
  ["for another rule", "# siglint ignore=shell-form\napp\n"],
])("a comment %s silences nothing and is reported", (_, script) => {
  const { kept, unused, finding } = run(script);
  expect(kept).toEqual([finding]);
  expect(unused).toMatchObject([{ rule: "unused-ignore", severity: "warning", span: { file: "start.sh" } }]);
});

test.each([
  ["# siglint ignore=missing-exec", "This reads the place"],
  ["# siglint ignores nothing here", ""],
  ["# see siglint ignore=missing-exec", ""],
])("prose about siglint is left alone: %s", (comment, rest) => {
  expect(run(`${comment} ${rest}\napp\n`).unused).toEqual([]);
});

test("a comment without a rule is reported", () => {
  expect(run("# siglint ignore\napp\n").unused).toMatchObject([
    { message: "This comment does not say which rule to ignore, so it silences nothing.", fix: null },
  ]);
});

test("a rule that does not exist is reported with the nearest one", () => {
  const { unused } = run("# siglint ignore=mising-exec\napp\n");
  expect(unused).toMatchObject([
    { message: "There is no rule `mising-exec` to ignore.", help: "write `missing-exec`" },
  ]);
});

test.each([
  ["true\n  # siglint ignore=shell-form -- reason\r\napp\n", "true\napp\n"],
  ["app # siglint ignore=shell-form", "app"],
  [
    "app # siglint ignore=missing-exec, shell-form -- reason\n",
    "app # siglint ignore=missing-exec -- reason\n",
  ],
  ["app # siglint ignore=shell-form, missing-exec\n", "app # siglint ignore=missing-exec\n"],
  [
    "app # siglint ignore=stop-signal,shell-form , missing-exec,other\n",
    "app # siglint ignore=missing-exec\n",
  ],
  [
    "app # siglint ignore=shell-form, missing-exec, stop-signal, other\n",
    "app # siglint ignore=missing-exec\n",
  ],
  ["app\n# siglint ignore=shell-form", "app"],
  ["app\r\n# siglint ignore=shell-form", "app"],
])("the fix takes away what is not needed: %j", (script, after) => {
  const { unused, files } = run(script);
  const sources = new Map(files.map(({ file, text }) => [file, text]));
  expect(applyFixes(sources, unused, { unsafe: false }).texts.get("start.sh")).toBe(after);
});

test("a script that several targets read has each of its comments reported once", () => {
  const { files } = run("# siglint ignore=shell-form\napp\n");
  expect(suppress([], [...files, ...files], rules).unused).toHaveLength(1);
});

test("unused-ignore can be ignored itself", () => {
  const { unused } = run("# siglint global ignore=unused-ignore\n# siglint ignore=shell-form\napp\n");
  expect(unused).toEqual([]);
});

test("a comment above what would then be a directive or a shebang is not taken away", () => {
  for (const next of ["# syntax=docker/dockerfile:1", "#!/bin/sh"]) {
    const { unused } = run(`# siglint ignore=shell-form\n${next}\napp\n`);
    expect(unused).toMatchObject([{ rule: "unused-ignore", fix: null }]);
  }
});

test("a comment for a rule that is off for one of its targets is not called unused", () => {
  const { files } = run("# siglint ignore=shell-form\napp\n");
  const other = { kind: "dockerfile", file: "other/Dockerfile", name: null } as const;
  const both = [...files, ...files.map((file) => ({ ...file, target: other }))];
  const levelsOf = (file: string) => new Map(file === other.file ? [["shell-form", "off"] as const] : []);
  expect(suppress([], both, rules).unused).toHaveLength(1);
  expect(suppress([], both, rules, levelsOf).unused).toEqual([]);
});

test("a comment that comes out of an archive has no fix", () => {
  const script = "# siglint ignore=shell-form\n# siglint ignore=shel-form\napp\n";
  const inArchive = { ...commented("image.tar!/start.sh", script), archived: true };
  const { unused } = suppress([], [inArchive], rules);
  expect(unused).toMatchObject([{ fix: null }, { fix: null }]);
});

test("a part of the Dockerfile says nothing of the same place in a script", () => {
  const script = "# siglint ignore=missing-exec\napp\n";
  const judged = [{ file: "Dockerfile", start: 0, end: 100 }];
  const { unused } = suppress([], [{ ...commented("start.sh", script), judged }], rules);
  expect(unused).toEqual([]);
});

test("comments for one line all count, above it and above its block", () => {
  const dockerfile =
    'FROM a\n# siglint ignore=missing-exec\n# siglint ignore=missing-exec,other\nENTRYPOINT \\\n  ["./start.sh"]';
  const { kept, unused } = run("app\n", dockerfile);
  expect(kept).toEqual([]);
  expect(unused).toMatchObject([{ message: expect.stringContaining("`other`") }]);
});

test.each([
  ["disable=missing-exec", "# siglint ignore=missing-exec"],
  ["ignore missing-exec", "# siglint ignore=missing-exec"],
  ["disable-next-line: missing-exec, shell-form", "# siglint ignore=missing-exec, shell-form"],
  ["global disable=missing-exec", "# siglint global ignore=missing-exec"],
])("`# siglint %s` is in the words of another linter, and is told so", (words, own) => {
  const text = `# siglint ${words}\napp\n`;
  const { kept, unused } = run(text);
  expect(kept).toHaveLength(1);
  const [edit] = unused[0]?.fix?.edits ?? [];
  expect(`${text.slice(0, edit?.start)}${edit?.text}${text.slice(edit?.end)}`).toBe(`${own}\napp\n`);
});
