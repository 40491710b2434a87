import { expect, test } from "vitest";
import { printBaseline, readBaseline } from "../../src/baseline/baseline-text.ts";
import { compare } from "../../src/baseline/compare.ts";
import { asKnown } from "../../src/baseline/known-finding.ts";
import { demoFinding, resultOf } from "../support/finding.ts";

// What users see of a baseline stands in fixtures/baseline and in test/cli/outputs.test.ts.

const file = "ci/known.json";
const cwd = "/srv/shop";

/** A finding at each `app` of a script. */
function found(text: string) {
  const findings = [...text.matchAll(/app/g)].map(({ index }) =>
    demoFinding({ span: { file: "start.sh", start: index, end: index + 3 } }),
  );
  return resultOf(findings, { sources: new Map([["start.sh", text]]) });
}

test("of findings alike, as many are known as the baseline has", () => {
  const baseline = { file, findings: asKnown(found("#!/bin/sh\napp\n"), file, cwd) };
  const { result, unmatched } = compare(found("#!/bin/sh\nset -e\napp\nb\n  app\n"), baseline, cwd);
  expect(result).toMatchObject({ known: 1, findings: [{ span: { start: 25 } }] });
  expect(unmatched).toEqual([]);
});

test("of known findings alike, those that are gone are left over", () => {
  const baseline = { file, findings: asKnown(found("app\napp\napp 2\n"), file, cwd) };
  const { result, unmatched } = compare(found("app 2\napp\n"), baseline, cwd);
  expect(result).toMatchObject({ known: 2, findings: [] });
  expect(unmatched).toMatchObject([{ file: "../start.sh", text: "app" }]);
});

test("what is written is read again, and looks the same in whatever order it was found", () => {
  const known = asKnown(found('app "ü\\\n  app\napp\n'), file, cwd);
  const text = printBaseline(known);
  const read = readBaseline(text);
  if (!read.ok) throw new Error(text);
  expect(read.findings).toHaveLength(3);
  expect(printBaseline(read.findings.toReversed())).toBe(text);
  expect(printBaseline([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
});

test.each([
  "",
  "null",
  "[]",
  '{"version":2,"findings":[]}',
  '{"version":1,"findings":[{"rule":"missing-exec"}]}',
])("%s is no baseline", (text) => {
  expect(readBaseline(text)).toEqual({ ok: false });
});
