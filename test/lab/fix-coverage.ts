import type { LabRun } from "./container.ts";
import { argvOf } from "./lab-case.ts";
import { loadCases } from "./load-cases.ts";
import { runsOf } from "./measure.ts";
import { type Mend, mend } from "./mend.ts";
import { rowKey } from "./outcome-table.ts";
import { casesFolder, readOutcomeTable } from "./record.ts";

/** A run of the table, and what siglint's fixes make of it. */
export interface MendedRun extends Mend {
  readonly run: LabRun;
  /** What the kernel did with it as it is. */
  readonly recorded: string;
}

/** Fixes every run of the table. */
export async function mendTable(): Promise<readonly MendedRun[]> {
  const table = readOutcomeTable();
  const all: MendedRun[] = [];
  for (const run of runsOf(loadCases(casesFolder))) {
    const recorded = table.rows.get(rowKey(run.labCase, run.below))?.[run.shell];
    if (recorded !== undefined) all.push({ run, recorded, ...(await mend(run)) });
  }
  return all;
}

/** How many of the cases, and of the runs, in which the service does not come to its end can be fixed. */
export interface FixCoverage {
  readonly cases: number;
  /** Cases of which every such run has a fix. */
  readonly fixedCases: number;
  readonly runs: number;
  readonly fixedRuns: number;
  readonly safelyFixedRuns: number;
  readonly withoutFix: readonly MendedRun[];
}

export function coverageOf(mended: readonly MendedRun[]): FixCoverage {
  const broken = mended.filter(isBroken);
  const withoutFix = broken.filter(({ unsafe }) => unsafe === null);
  const cases = new Set(broken.map(({ run }) => run.labCase.id));
  const left = new Set(withoutFix.map(({ run }) => run.labCase.id));
  return {
    cases: cases.size,
    fixedCases: cases.size - left.size,
    runs: broken.length,
    fixedRuns: broken.length - withoutFix.length,
    safelyFixedRuns: broken.filter(({ safe }) => safe !== null && safe.left.length === 0).length,
    withoutFix,
  };
}

/** The services are killed before they have finished. */
export function isBroken({ recorded }: MendedRun): boolean {
  return recorded === "lost" || recorded === "cut";
}

/** Equal for runs that are the same container. */
export function containerKey({ labCase, shell, below }: LabRun): string {
  const { files, workdir, env, signal, starts, scale } = labCase;
  return JSON.stringify([argvOf(labCase, shell, below), shell, files, workdir, env, signal, starts, scale]);
}
