import { type LabCase, type LabShell, labShells } from "./lab-case.ts";
import type { LabOutcome } from "./outcome.ts";

/** The committed outcomes: a line per case and what it runs below, a column per shell. */
export interface OutcomeTable {
  /** What the outcomes were measured with. */
  readonly versions: readonly string[];
  /** By `rowKey`, then by shell. */
  readonly rows: ReadonlyMap<string, Readonly<Partial<Record<LabShell, string>>>>;
}

/** `theme/name`, a tab, and the init in front (`none` without one). */
export function rowKey(labCase: LabCase, below: readonly string[]): string {
  return `${labCase.id}\t${below.length === 0 ? "none" : below.join(" ")}`;
}

const columns = ["case", "below", ...labShells].join("\t");

export function parseOutcomeTable(text: string): OutcomeTable {
  const versions: string[] = [];
  const rows = new Map<string, Partial<Record<LabShell, string>>>();
  for (const line of text.split("\n")) {
    if (line.startsWith("# with ")) versions.push(line.slice("# with ".length));
    if (line === "" || line.startsWith("#") || line === columns) continue;
    const [id, below, ...cells] = line.split("\t");
    const row: Partial<Record<LabShell, string>> = {};
    labShells.forEach((shell, at) => {
      const cell = cells[at];
      if (cell !== undefined && cell !== "-") row[shell] = cell;
    });
    rows.set(`${id}\t${below}`, row);
  }
  return { versions, rows };
}

export function printOutcomeTable(table: OutcomeTable): string {
  const rows = [...table.rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "# What the kernel does, measured by `npm run lab -- --record`; do not edit.",
    ...table.versions.map((version) => `# with ${version}`),
    columns,
    ...rows.map(([key, row]) =>
      [key, ...labShells.map((shell): LabOutcome | string => row[shell] ?? "-")].join("\t"),
    ),
    "",
  ].join("\n");
}
