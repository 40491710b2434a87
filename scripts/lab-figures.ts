import type { Play } from "../src/process/stop.ts";
import type { LabRun } from "../test/lab/container.ts";
import { loadCases } from "../test/lab/load-cases.ts";
import { runsOf } from "../test/lab/measure.ts";
import { isAgreed, playRun, verdictOf } from "../test/lab/model.ts";
import { rowKey } from "../test/lab/outcome-table.ts";
import { casesFolder, readOutcomeTable } from "../test/lab/record.ts";

/** A run of the lab that the table has, and whether the model says the same of it. */
export interface JudgedRun {
  readonly run: LabRun;
  /** What the kernel did. */
  readonly recorded: string;
  readonly verdict: "agrees" | "unknown" | "differs";
}

export interface LabFigures {
  readonly versions: readonly string[];
  readonly runs: readonly JudgedRun[];
}

/** Asks the model about every run of the table. */
export function readLabFigures(): LabFigures {
  const table = readOutcomeTable();
  const runs: JudgedRun[] = [];
  for (const run of runsOf(loadCases(casesFolder))) {
    const recorded = table.rows.get(rowKey(run.labCase, run.below))?.[run.shell];
    if (recorded === undefined) continue;
    runs.push({ run, recorded, verdict: compare(playRun(run), recorded) });
  }
  return { versions: table.versions, runs };
}

function compare(plays: readonly Play[], recorded: string): JudgedRun["verdict"] {
  const { outcome } = verdictOf(plays);
  if (outcome === "unknown") return "unknown";
  return isAgreed(recorded, outcome) ? "agrees" : "differs";
}
