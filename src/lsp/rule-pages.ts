/** The pages of the rules, by id; null where this installation has none. */
export interface RulePages {
  /** Markdown. */
  readonly text: (rule: string) => string | null;
  /** Where it lies. */
  readonly uri: (rule: string) => string | null;
}
