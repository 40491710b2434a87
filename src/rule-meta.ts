import type { Severity } from "./diagnostic.ts";

/** What there is to say about a rule without running it. */
export interface RuleMeta {
  /** Names the fault, and reads well after "ignore". */
  readonly id: string;
  /** One sentence, no full stop. */
  readonly summary: string;
  /** The most that it reports. */
  readonly severity: Severity;
  readonly fixable: "sometimes" | "never";
}
