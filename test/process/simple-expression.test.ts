import fc from "fast-check";
import { expect, test } from "vitest";
import { matchSimpleExpression } from "../../src/process/machine/simple-expression.ts";
import "../support/property-seed.ts";

const signs = fc.string({ unit: fc.constantFrom(..."ab1_.-/"), maxLength: 4 });
const list = fc.constantFrom("", "[ab]", "[a-z]", "[0-9]+", "[a-z0-9_]*", "[a-]", "[-a]+", "[A-Za-z]*");
const pattern = fc
  .tuple(fc.constantFrom("", "^"), signs, list, signs, fc.constantFrom("", "$"))
  .map(
    ([start, before, one, after, end]) =>
      `${start}${before}${one}${one === "" ? "" : after.replaceAll(".", "")}${end}`,
  );

test("an expression matches where JavaScript says so", () => {
  fc.assert(
    fc.property(pattern, signs, (expression, text) => {
      expect(matchSimpleExpression(expression, text)).toBe(new RegExp(expression).test(text) ? "yes" : "no");
    }),
    { numRuns: 2000 },
  );
});

test.each(["[z-a]", "[0-9-z]", "(a|b)", "a{2}", "[[:digit:]]", "[^a]", "a+", "["])(
  "%s is left open",
  (expression) => {
    expect(matchSimpleExpression(expression, "abc")).toBe("either");
  },
);
