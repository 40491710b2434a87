import type { RuleMeta } from "../../rule.ts";
import type { Style } from "../style.ts";
import { showPage } from "./page.ts";
import type { RulesReport } from "./rules-report.ts";

/** For people: a line for each rule; the page of one as a terminal can show it. */
export const rulesAsText: RulesReport = {
  list(rules, style) {
    const widest = Math.max(...rules.map(({ id }) => id.length));
    const lines = rules.map((rule) => line(rule, widest, style));
    return `${lines.join("\n")}\n\n\`siglint rules <rule>\` shows its page; \`siglint --rule <rule>:off\` turns it off.\n`;
  },
  page: (_, page, style) => showPage(page, style),
};

function line({ id, severity, fixable, summary }: RuleMeta, widest: number, style: Style): string {
  const level = style.severity[severity](severity.padEnd("warning".length));
  const fix = fixable === "sometimes" ? "fix" : "   ";
  return `${style.strong(id.padEnd(widest))}  ${level}  ${style.good(fix)}  ${summary}`;
}
