import fc from "fast-check";
import { expect, test } from "vitest";
import { settleFindings } from "../../src/diagnostic.ts";
import { demoFinding } from "../support/finding.ts";

const findings = fc.record({
  file: fc.constantFrom("Dockerfile", "a.sh", "é.sh"),
  start: fc.nat(2),
  rule: fc.constantFrom("missing-exec", "shell-form"),
  severity: fc.constantFrom("error" as const, "warning" as const),
  owner: fc.constantFrom("Dockerfile", "other/Dockerfile"),
});

test("findings come in one order, each fault once, whatever order they were found in", () => {
  fc.assert(
    fc.property(fc.array(findings), fc.infiniteStream(fc.nat()), (made, keys) => {
      const all = made.map(({ file, start, rule, severity, owner }) =>
        demoFinding({
          rule,
          severity,
          span: { file, start, end: start + 1 },
          target: { kind: "dockerfile", file: owner, name: null },
        }),
      );
      const shuffled = all
        .map((finding) => ({ finding, key: keys.next().value }))
        .toSorted((one, other) => one.key - other.key)
        .map(({ finding }) => finding);
      const settled = settleFindings(all);
      expect(settleFindings(shuffled)).toEqual(settled);
      const places = settled.map(({ span, rule }) => `${span.file} ${span.start} ${rule}`);
      expect(places).toEqual([...new Set(places)].toSorted());
    }),
  );
});

test("of two that differ in severity only, the worse stays", () => {
  const settled = settleFindings([demoFinding({ severity: "info" }), demoFinding()]);
  expect(settled).toMatchObject([{ severity: "error" }]);
});
