import { afterAll, describe, expect, it } from "vitest";
import { type LabRun, observe } from "./container.ts";
import { openLabHost } from "./lab-host.ts";
import { loadCases } from "./load-cases.ts";
import { observeAll, runsOf } from "./measure.ts";
import { rowKey } from "./outcome-table.ts";
import { canRun, casesFolder, describe as describeRun, readOutcomeTable } from "./record.ts";

const cases = loadCases(casesFolder);
const runs = runsOf(cases);
const table = readOutcomeTable();
const recorded = (run: LabRun) => table.rows.get(rowKey(run.labCase, run.below))?.[run.shell];
const required = process.env.SIGLINT_LAB === "required";

describe("the table of outcomes", () => {
  it("has an outcome for every case in every shell that the case names", () => {
    expect(runs.filter((run) => recorded(run) === undefined).map(describeRun)).toEqual([]);
  });

  it("has no line without a case", () => {
    const keys = new Set(runs.map((run) => rowKey(run.labCase, run.below)));
    expect([...table.rows.keys()].filter((key) => !keys.has(key))).toEqual([]);
  });
});

const opened = openLabHost();
if (!opened.ok && !required) console.warn(`The lab is skipped: ${opened.why}.`);
if (opened.ok) afterAll(opened.host.close);

describe.skipIf(!opened.ok && !required)("the kernel", () => {
  it("does what the table says", { timeout: 900_000 }, async () => {
    if (!opened.ok) throw new Error(`SIGLINT_LAB=required, but the lab cannot run: ${opened.why}.`);
    const { host } = opened;
    const able = runs.filter(canRun);
    const missing = new Set(runs.filter((run) => !canRun(run)).map((run) => run.labCase.id));
    if (missing.size > 0)
      console.warn(`Not run, since a program they need is missing: ${[...missing].join(", ")}.`);
    if (required) expect([...missing]).toEqual([]);

    const observations = await observeAll(host, able);
    const wrong: string[] = [];
    for (const [at, run] of able.entries()) {
      if (observations[at]?.outcome === recorded(run)) continue;
      // A busy machine can make a container late, so what differs gets a second look, alone.
      const again = await observe(host, run);
      if (again.outcome !== recorded(run)) {
        wrong.push(`${describeRun(run)}: recorded ${recorded(run)}, the kernel says ${again.outcome}`);
      } else console.warn(`${describeRun(run)} needed a second look.`);
    }
    expect(wrong).toEqual([]);
  });
});
