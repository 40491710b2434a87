import fc from "fast-check";
import { expect, test } from "vitest";
import { matchExpression } from "../../src/process/machine/expand/regular-expression.ts";
import "../support/property-seed.ts";

const atom = fc.constantFrom("a", "b", "-", "/", ".", "\\.", "[ab]", "[^a]", "[a-z0-9_]", "(a|b)", "(ab?|-)");
const piece = fc
  .tuple(atom, fc.constantFrom("", "*", "+", "?", "{2}", "{1,}", "{0,2}"))
  .map((both) => both.join(""));
const row = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
const expression = fc
  .array(fc.tuple(fc.constantFrom("", "^"), row, fc.constantFrom("", "$")), { minLength: 1, maxLength: 2 })
  .map((rows) => rows.map((parts) => parts.join("")).join("|"));
const text = fc.string({ unit: fc.constantFrom(..."ab1_.-/"), maxLength: 6 });

test("an expression matches where JavaScript says so", () => {
  fc.assert(
    fc.property(expression, text, (pattern, subject) => {
      expect(matchExpression(pattern, subject)).toBe(new RegExp(pattern).test(subject) ? "yes" : "no");
    }),
    { numRuns: 3000 },
  );
});

test.each(["\\d+", "a{", "*a", "(a", "a^b", "[", "\\ba"])("%s is left open", (pattern) => {
  expect(matchExpression(pattern, "abc")).toBe("either");
});
