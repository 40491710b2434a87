import { expect, test } from "vitest";
import { describePrograms, nameInTable } from "../../src/process/programs/conduct-of.ts";
import type { ProcessNode } from "../../src/process/stop.ts";
import { nameOf } from "../../src/script/image-path.ts";
import type { LabRun } from "../lab/container.ts";
import { loadCases } from "../lab/load-cases.ts";
import { runsOf } from "../lab/measure.ts";
import { playRun } from "../lab/model.ts";
import { npmNames } from "../lab/npm-programs.ts";
import { casesFolder } from "../lab/record.ts";

/** The programs that a run says it needs, and those that every process at its stop has been on its way. */
function startedBy(run: LabRun): readonly string[] {
  const launches = playRun(run).flatMap(({ tree }) => launchesIn(tree));
  return [...run.labCase.needs, ...npmNames(run.labCase), ...launches].map((name) =>
    nameInTable(nameOf(name)),
  );
}

function launchesIn({ launches, children }: ProcessNode): readonly string[] {
  return [...launches.map(({ name }) => name), ...children.flatMap(launchesIn)];
}

test("of every row of the program table that says it was measured, a case of the lab starts the program", () => {
  const unseen = new Map<string, string[]>();
  for (const { name, source } of describePrograms())
    if (source.kind === "measured") unseen.set(source.program, [...(unseen.get(source.program) ?? []), name]);
  for (const run of runsOf(loadCases(casesFolder))) {
    const words = JSON.stringify(run.labCase).split(/[^\w.-]+/);
    const mentioned = [...unseen].filter(([, names]) =>
      names.some((name) => words.some((word) => word.startsWith(name))),
    );
    if (mentioned.length === 0) continue;
    const started = new Set(startedBy(run));
    for (const [row, names] of mentioned) if (names.some((name) => started.has(name))) unseen.delete(row);
  }
  expect([...unseen.values()].map((names) => names.join(" "))).toEqual([]);
});
