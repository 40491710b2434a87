import type { LintResult } from "../diagnostic.ts";
import type { RuleMeta } from "../rule.ts";
import type { Style } from "./style.ts";

/** What there is to say about rules besides their findings. */
export interface RuleBook {
  readonly rules: readonly RuleMeta[];
  /** The page of a rule, markdown; null where there is none. */
  readonly page: (id: string) => string | null;
  /** Where that page can be opened; null where it cannot. */
  readonly uri?: (id: string) => string | null;
}

/** A format: turns a result into what goes to standard output, the last newline included. Computes nothing new. */
export type Report = (result: LintResult, style: Style, book: RuleBook) => string;
