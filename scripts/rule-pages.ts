import { rules } from "../rules/index.ts";
import type { RuleMeta } from "../src/rule.ts";
import { listRules } from "../src/rule-list.ts";
import { type GeneratedFile, replaceGenerated } from "./generated-file.ts";

const all = listRules(rules);

/** Every file with generated text about rules: `npm run pages` writes what a test compares. */
export const generatedFiles: readonly GeneratedFile[] = [
  ...all.map((rule) => ({
    path: `rules/${rule.id}.md`,
    update: (text: string) => replaceGenerated(text, pageHeader(rule)),
  })),
  { path: "README.md", update: (text: string) => replaceGenerated(text, ruleTable(all)) },
];

function pageHeader({ summary, severity, fixable }: RuleMeta): string {
  return `\n${summary}.\n\n${severity} · ${fixes[fixable]}\n\n`;
}

const fixes: Readonly<Record<RuleMeta["fixable"], string>> = {
  sometimes: "fixed by siglint where that is possible",
  never: "not fixed by siglint",
};

function ruleTable(metas: readonly RuleMeta[]): string {
  const rows = metas.map(({ id, summary }) => `| [\`${id}\`](rules/${id}.md) | ${summary} |\n`);
  return `\n| rule | finds |\n| --- | --- |\n${rows.join("")}\n`;
}
