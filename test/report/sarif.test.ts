import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import AjvModule from "ajv-draft-04";
import formatsModule from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LintResult } from "../../src/diagnostic.ts";
import type { RuleBook } from "../../src/report/report.ts";
import { reportSarif } from "../../src/report/sarif.ts";
import { plainStyle } from "../../src/report/style.ts";
import { demoFinding, resultOf } from "../support/finding.ts";
import { runSiglint } from "../support/run-siglint.ts";

const shop = fileURLToPath(new URL("../../fixtures/formats/shop", import.meta.url));
const schemaFile = createRequire(import.meta.url).resolve(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);
const ajv = new AjvModule.default({ strict: false, allErrors: true, unicodeRegExp: false });
formatsModule.default(ajv);
const isSarif = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

/** What the schema has against a text; empty where it is SARIF 2.1.0. */
function faultsOf(text: string): readonly string[] {
  isSarif(JSON.parse(text));
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const book: RuleBook = {
  rules: [{ id: "missing-exec", summary: "A script starts it", severity: "error", fixable: "sometimes" }],
  page: () => null,
};

function runOf(result: LintResult) {
  const text = reportSarif(result, plainStyle, book);
  expect(faultsOf(text)).toEqual([]);
  return JSON.parse(text).runs[0];
}

// `npx vitest run test/report/sarif.test.ts -u` writes what this compares.
test("the command writes SARIF 2.1.0, with the page of each rule that reports", async () => {
  const { out } = await runSiglint(shop, ["--format", "sarif"]);
  expect(faultsOf(out)).toEqual([]);
  const log = JSON.parse(out);
  for (const rule of log.runs[0].tool.driver.rules) {
    expect(rule.help.markdown).toMatch(new RegExp(`^# ${rule.id}\n`));
    expect(rule.help.markdown).toContain("## Not reported");
    expect(rule.help.markdown).not.toMatch(/<!--|# expect:|\.md\)|^```\S+ \S/m);
    expect(rule.help.text).toContain("NOT REPORTED");
    rule.help = "the page of the rule";
  }
  const snapshot = JSON.stringify(log, null, 2).replaceAll(/(ersion": )"0\.\d+\.\d+"/g, '$1"…"');
  await expect(`${snapshot}\n`).toMatchFileSnapshot(`${shop}/expected.sarif`);
});

test("a schema that takes everything would be no test", () => {
  expect(faultsOf('{"version":"2.1.0","runs":[{"tool":{}}]}')).not.toEqual([]);
});

test("whatever files and messages hold, it is SARIF", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, fc.nat(9), fc.nat(9), (file, words, start, length) => {
      const span = { file, start, end: start + length };
      const fix = { title: words, safety: "safe" as const, edits: [{ ...span, text: words }] };
      const finding = demoFinding({ span, message: words, help: words, trace: [{ span, text: words }], fix });
      const problems = [
        { file, span, message: words },
        { file, span: null, message: words },
      ];
      runOf(resultOf([finding], { problems, sources: new Map([[file, words]]) }));
    }),
  );
});

test("a run that is not the one that was asked for says so, to readers that take it for the news of all alerts", () => {
  const problem = { file: "start.sh", span: null, message: "x" };
  const invocationOf = (result: LintResult) => runOf(result).invocations[0];
  expect(invocationOf(resultOf([], { problems: [problem] }))).toMatchObject({
    executionSuccessful: true,
    toolExecutionNotifications: [{ level: "warning" }],
  });
  expect(invocationOf(resultOf([], { problems: [{ ...problem, fatal: true }] }))).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: "error" }],
  });
});

test("paths become references that a browser resolves to the same path", () => {
  const span = { file: "a:b/c d%/ü#?.sh", start: 0, end: 0 };
  const [result] = runOf(resultOf([demoFinding({ span })])).results;
  const { uri } = result.locations[0].physicalLocation.artifactLocation;
  expect(decodeURIComponent(new URL(uri, "file:///src/").pathname)).toBe("/src/a:b/c d%/ü#?.sh");
});

test("the message names each step of the trace, and brackets in it make no link", () => {
  const message = "runs [x](https://example.com)";
  const trace = [{ span: demoFinding().span, text: "if [ -f a ] is true" }];
  const [result] = runOf(resultOf([demoFinding({ message, trace })])).results;
  expect(result.message.text).toBe(
    "runs \\[x](https://example.com)\nHelp: start it with `exec ./my_demo_svr`\nTrace: [if \\[ -f a \\] is true](1)",
  );
  expect(result.relatedLocations).toMatchObject([{ id: 1, message: { text: "if [ -f a ] is true" } }]);
});

test("a finding keeps its fingerprint when lines move, and each has its own", () => {
  const prints = (text: string): readonly string[] => {
    const findings = [...text.matchAll(/app/g)].map(({ index }) =>
      demoFinding({ span: { file: "start.sh", start: index, end: index + 3 }, trace: [], fix: null }),
    );
    const { results } = runOf(resultOf(findings, { sources: new Map([["start.sh", text]]) }));
    return results.map((each: { partialFingerprints: Record<string, string> }) =>
      Object.values(each.partialFingerprints).join(),
    );
  };
  const before = prints("#!/bin/sh\napp\napp --twice\napp\n");
  expect(new Set(before).size).toBe(3);
  expect(prints("#!/bin/sh\n\nset -e\n  app\nif x; then\n\tapp --twice\nfi\napp")).toEqual(before);
  expect(prints("#!/bin/sh\napp\napp --thrice\napp\n")[1]).not.toBe(before[1]);
});
