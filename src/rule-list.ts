import { byCodeUnit } from "./context/code-units.ts";
import { unusedIgnore } from "./ignore/unused-ignore.ts";
import type { Rule, RuleMeta } from "./rule.ts";

/** Everything that can report: the rules, and the one that watches over ignore comments; in the order of the alphabet. */
export function listRules(rules: readonly Rule[]): readonly RuleMeta[] {
  return [...rules, unusedIgnore]
    .map(({ id, summary, severity, fixable }) => ({ id, summary, severity, fixable }))
    .sort((one, other) => byCodeUnit(one.id, other.id));
}
