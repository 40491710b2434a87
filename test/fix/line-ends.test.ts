import { expect, test } from "vitest";
import { keepLineEnds } from "../../src/fix/line-ends.ts";
import { demoFinding } from "../support/finding.ts";

test.each([
  ["a\r\nb\r\n", 1, "\r\nc"],
  ["a\r\nb\nc\n", 4, "\nc"],
  ["a\r\nb", 4, "\r\nc"],
  ["a\nb", 3, "\nc"],
  ["a", 1, "\nc"],
])("what is put into %j at %i has the line ends of the lines there", (text, at, inserted) => {
  const edits = [{ file: "a", start: at, end: at, text: "\nc" }];
  const finding = demoFinding({ fix: { title: "mend", safety: "safe", edits } });
  expect(keepLineEnds(finding, new Map([["a", text]])).fix?.edits).toMatchObject([{ text: inserted }]);
});
