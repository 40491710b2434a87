import type { Fix } from "./diagnostic.ts";
import type { Place } from "./rule.ts";
import type { Mend, StartFault } from "./start-faults/start-fault.ts";
import type { Target } from "./target.ts";

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
