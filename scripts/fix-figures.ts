import { coverageOf, type MendedRun, mendTable } from "../test/lab/fix-coverage.ts";
import { replaceGenerated } from "./generated-file.ts";
import { figure, table } from "./markdown-table.ts";

const path = "docs/how-it-knows.md";

/** The figures of fixes in that page; apart from its others, since it takes a minute to make every fix. */
export const generatedFiles = [
  { path, update: async (text: string): Promise<string> => withFixFigures(text, await mendTable()) },
];

/** The page with the figures on fixes brought up to date. */
export function withFixFigures(page: string, mended: readonly MendedRun[]): string {
  return replaceGenerated(page, `\n${figures(mended)}\n`, "fixes");
}

function figures(mended: readonly MendedRun[]): string {
  const { cases, fixedCases, runs, fixedRuns, safelyFixedRuns, withoutFix } = coverageOf(mended);
  const percent = Math.floor((100 * fixedCases) / cases);
  const byRule = new Map<string, Set<string>>();
  for (const { run, found } of withoutFix) {
    const worst = found.find(({ severity }) => severity === "error") ?? found[0];
    const rule = worst === undefined ? "no finding" : `[${worst.rule}](../rules/${worst.rule}.md)`;
    byRule.set(rule, (byRule.get(rule) ?? new Set()).add(run.labCase.id));
  }
  const rows = [...byRule].sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1));
  return [
    `**${figure(fixedCases)} of ${figure(cases)} cases in which a service is lost or cut can be fixed (${percent} %)**, in every run of theirs:`,
    `${figure(fixedRuns)} of ${figure(runs)} runs, ${figure(safelyFixedRuns)} of them by safe fixes alone. Where some run of a case has no fix, siglint reports`,
    "",
    table(
      ["", "cases"],
      rows.map(([rule, ids]) => [rule, figure(ids.size)]),
    ),
  ].join("\n");
}
