import { expect, test } from "vitest";
import { readLabFigures } from "../../scripts/lab-figures.ts";
import { describePrograms } from "../../src/process/programs/conduct-of.ts";

test("of every row of the program table that says it was measured, a case of the lab starts the program", () => {
  const { started } = readLabFigures();
  const rows = new Map<string, string[]>();
  for (const { name, source } of describePrograms())
    if (source.kind === "measured") rows.set(source.program, [...(rows.get(source.program) ?? []), name]);
  const unseen = [...rows.values()].filter((names) => !names.some((name) => started.has(name)));
  expect(unseen.map((names) => names.join(" "))).toEqual([]);
});
