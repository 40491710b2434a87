import type { RuleMeta } from "../../rule.ts";
import type { RulesReport } from "./rules-report.ts";

/** The rules, machine-readable; that of one rule has its page, as markdown. Fields are only ever added within a version. */
export const rulesAsJson: RulesReport = {
  list: (rules) => show(rules.map(described)),
  page: (rule, page) => show([{ ...described(rule), page }]),
};

function described({ id, severity, fixable, summary }: RuleMeta) {
  return { id, severity, fixable, summary };
}

function show(rules: readonly object[]): string {
  return `${JSON.stringify({ version: 1, rules }, null, 2)}\n`;
}
