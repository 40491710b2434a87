import type { Play, ProcessNode } from "../src/process/stop.ts";
import type { LabRun } from "../test/lab/container.ts";
import { loadCases } from "../test/lab/load-cases.ts";
import { runsOf } from "../test/lab/measure.ts";
import { isAgreed, playRun, verdictOf } from "../test/lab/model.ts";
import { npmNames } from "../test/lab/npm-programs.ts";
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
  /** Names of the programs that cases of the lab say they need, or have running when the stop signal comes. */
  readonly started: ReadonlySet<string>;
}

/** Asks the model about every run of the table. */
export function readLabFigures(): LabFigures {
  const table = readOutcomeTable();
  const runs: JudgedRun[] = [];
  const started = new Set<string>();
  for (const run of runsOf(loadCases(casesFolder))) {
    const recorded = table.rows.get(rowKey(run.labCase, run.below))?.[run.shell];
    if (recorded === undefined) continue;
    const plays = playRun(run);
    runs.push({ run, recorded, verdict: compare(plays, recorded) });
    for (const name of [...run.labCase.needs, ...npmNames(run.labCase)]) started.add(name);
    for (const { tree } of plays) for (const name of launchesIn(tree)) started.add(name);
  }
  return { versions: table.versions, runs, started };
}

function compare(plays: readonly Play[], recorded: string): JudgedRun["verdict"] {
  const { outcome } = verdictOf(plays);
  if (outcome === "unknown") return "unknown";
  return isAgreed(recorded, outcome) ? "agrees" : "differs";
}

/** What every process that is there at the stop has been on its way. */
function launchesIn(node: ProcessNode): string[] {
  const own = node.launches.map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  return [...own, ...node.children.flatMap(launchesIn)];
}
