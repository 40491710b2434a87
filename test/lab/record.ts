import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LabRun } from "./container.ts";
import type { LabHost } from "./lab-host.ts";
import { findProgram } from "./lab-host.ts";
import { loadCases } from "./load-cases.ts";
import { observeAll, runsOf } from "./measure.ts";
import { hasNpmPrograms } from "./npm-programs.ts";
import { type OutcomeTable, parseOutcomeTable, printOutcomeTable, rowKey } from "./outcome-table.ts";

export const casesFolder = join(import.meta.dirname, "../../fixtures/lab");
export const tableFile = join(casesFolder, "outcomes.tsv");

/** The committed table; empty where there is none yet. */
export function readOutcomeTable(): OutcomeTable {
  return parseOutcomeTable(existsSync(tableFile) ? readFileSync(tableFile, "utf8") : "");
}

/**
 * Measures every case twice and writes the table; `only` takes the cases whose id contains it, or, as `new`, those that
 * are not in the table. What two runs do not agree on is named and left out. Gives the exit code.
 */
export async function record(host: LabHost, only: string | null): Promise<number> {
  const old = readOutcomeTable();
  const all = runsOf(loadCases(casesFolder));
  const wanted = all.filter((run) => isWanted(run, only, old));
  const [able, unable] = [wanted.filter(canRun), wanted.filter((run) => !canRun(run))];
  const first = await observeAll(host, able);
  const second = await observeAll(host, able);

  const rows = new Map<string, Record<string, string>>();
  const put = (run: LabRun, outcome: string | undefined) => {
    const key = rowKey(run.labCase, run.below);
    rows.set(key, { ...rows.get(key), ...(outcome === undefined ? {} : { [run.shell]: outcome }) });
  };
  for (const run of all)
    if (!able.includes(run)) put(run, old.rows.get(rowKey(run.labCase, run.below))?.[run.shell]);
  const races: string[] = [];
  able.forEach((run, at) => {
    const [once, again] = [first[at]?.outcome, second[at]?.outcome];
    const was = old.rows.get(rowKey(run.labCase, run.below))?.[run.shell];
    if (once === again) put(run, once);
    else races.push(`${describe(run)}: ${once}, then ${again}`);
    if (once === again && was !== undefined && was !== once)
      console.log(`changed ${describe(run)}: ${was} is now ${once}`);
  });
  writeFileSync(tableFile, printOutcomeTable({ versions: host.versions, rows }));

  console.log(
    `${able.length} runs recorded, ${races.length} races, ${unable.length} skipped for want of programs`,
  );
  for (const race of races) console.log(`race ${race}`);
  for (const needs of new Set(unable.flatMap(({ labCase }) => [...labCase.needs, ...labCase.npm])))
    console.log(`missing ${needs}`);
  return races.length === 0 ? 0 : 1;
}

/** One run in words, for messages. */
export function describe(run: LabRun): string {
  const below = run.below.length === 0 ? "" : ` below ${run.below.join(" ")}`;
  return `${run.labCase.id}${below} in ${run.shell}`;
}

/** Whether every program that the case needs is there. */
export function canRun(run: LabRun): boolean {
  return hasNpmPrograms(run.labCase) && run.labCase.needs.every((name) => findProgram(name) !== null);
}

function isWanted(run: LabRun, only: string | null, old: OutcomeTable): boolean {
  if (only === null) return true;
  if (only === "new") return old.rows.get(rowKey(run.labCase, run.below))?.[run.shell] === undefined;
  return run.labCase.id.includes(only);
}
