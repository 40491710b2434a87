import type { RuleMeta } from "../../rule.ts";
import type { Style } from "../style.ts";

/** A format of `siglint rules`: the list of all rules, or the page of one; the last newline included. */
export interface RulesReport {
  readonly list: (rules: readonly RuleMeta[], style: Style) => string;
  /** `page` is markdown. */
  readonly page: (rule: RuleMeta, page: string, style: Style) => string;
}
