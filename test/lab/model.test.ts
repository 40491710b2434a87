import { describe, expect, it } from "vitest";
import { loadCases } from "./load-cases.ts";
import { runsOf } from "./measure.ts";
import { isAgreed, judgeRun } from "./model.ts";
import { rowKey } from "./outcome-table.ts";
import { casesFolder, describe as describeRun, readOutcomeTable } from "./record.ts";

const table = readOutcomeTable();
const judged = runsOf(loadCases(casesFolder)).map((run) => ({
  run,
  recorded: table.rows.get(rowKey(run.labCase, run.below))?.[run.shell] ?? "not recorded",
  verdict: judgeRun(run),
}));

describe("the model", () => {
  it("says of every case what the kernel did", () => {
    const wrong = judged
      .filter(({ verdict }) => verdict.outcome !== "unknown")
      .filter(({ recorded, verdict }) => !isAgreed(recorded, verdict.outcome))
      .map(
        ({ run, recorded, verdict }) => `${describeRun(run)}: ${recorded}, the model says ${verdict.outcome}`,
      );
    expect(wrong).toEqual([]);
  });

  it("cannot tell at most 2 % of them", () => {
    const unknown = judged
      .filter(({ verdict }) => verdict.outcome === "unknown")
      .map(({ run, recorded, verdict }) => `${describeRun(run)}: ${recorded}, unknown: ${verdict.reason}`);
    console.info(`The model cannot tell ${unknown.length} of ${judged.length} runs.`);
    expect(unknown.length <= judged.length * 0.02 ? [] : unknown).toEqual([]);
  });
});
