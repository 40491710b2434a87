import type { Fix, Outcome, Severity, TraceStep } from "./diagnostic.ts";
import type { Span } from "./span.ts";
import type { Mend, StartFault } from "./start-faults/start-fault.ts";
import type { Target } from "./target.ts";

/** Where a rule reports, and how much it matters. */
export interface Place {
  readonly span: Span;
  readonly trace: readonly TraceStep[];
  readonly fix: Fix | null;
  /** Tried in this order where `fix` does not stand the test. */
  readonly otherFixes?: readonly Fix[];
  readonly severity: Severity;
  readonly outcome: Outcome;
}

/** The faults of the start command of one kind. */
export function faultsOf<K extends StartFault["kind"]>(
  { startFaults }: Target,
  kind: K,
): readonly Extract<StartFault, { readonly kind: K }>[] {
  return startFaults.filter(
    (fault): fault is Extract<StartFault, { readonly kind: K }> => fault.kind === kind,
  );
}

/** Where a fault of the start command is reported: an error where what is meant surely does not start. */
export function placeOfFault(
  { start, stop }: Target,
  { span, trace, certain }: Pick<StartFault, "span" | "trace" | "certain">,
  fix: Fix | null,
): Place {
  const severity = certain && !start.commandAssumed ? "error" : "warning";
  return { span, trace, outcome: stop.outcome, severity, fix };
}

/** The mend of a fault, under a title. */
export function mendFix(mend: Mend | null, title: string): Fix | null {
  if (mend === null || mend.edits.length === 0) return null;
  return { title, safety: mend.safe ? "safe" : "unsafe", edits: mend.edits };
}
