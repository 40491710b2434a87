import type { Finding, Fix, Severity } from "./diagnostic.ts";
import type { Place } from "./fault-report.ts";
import { forwardingFixes } from "./fix/mends.ts";
import type { Break, BreakBy, CauseKind, Reach, ShellBreak } from "./process/breaks/break.ts";
import { differenceInWords, startInWords } from "./process/in-words.ts";
import type { Note } from "./process/notes/note.ts";
import type { RuleMeta } from "./rule-meta.ts";
import type { Span } from "./span.ts";
import type { Target } from "./target.ts";

export { initBeside, initInFront, mendInWords, settingInWords, stopSignalLine } from "./container-words.ts";
export type { Fix } from "./diagnostic.ts";
export type { Place } from "./fault-report.ts";
export { faultsOf, mendFix, placeOfFault } from "./fault-report.ts";
export { execFormFix, jsonFix } from "./fix/exec-form.ts";
export { longerGraceFix } from "./fix/longer-grace.ts";
export { execFix } from "./fix/mends.ts";
export type {
  Aim,
  Break,
  BreakBy,
  Reach,
  ShellBreak,
  WrapperBreak,
} from "./process/breaks/break.ts";
export type { Started } from "./process/breaks/started.ts";
export {
  consequenceOf,
  inTheEnd,
  listInWords,
  oneLine,
  runningInWords,
} from "./process/in-words.ts";
export type { Note, ShortGrace } from "./process/notes/note.ts";
export type { PlainWord, ShellForm } from "./process/shell-form.ts";
export type { SignalFault } from "./process/signal-faults.ts";
export type { SignalWord } from "./process/signal-words.ts";
export type { ExecInsertion } from "./process/sites.ts";
export { sentSignal, wrapperInWords } from "./process/wrapper-in-words.ts";
export type { RuleMeta } from "./rule-meta.ts";
export type { StartFault } from "./start-faults/start-fault.ts";
export type { OverrideFault, Target } from "./target.ts";

/** What a finding says: what is the case, why that is a fault, what to do. Clauses, no full stop at the end. */
export interface Said {
  readonly what: string;
  readonly why: string;
  readonly help: string;
}

/** Takes what a rule has to say. */
export type Report = (said: Said, place: Place) => void;

export interface Rule extends RuleMeta {
  /** What this rule has to say about one target. */
  readonly check: (target: Target) => readonly Finding[];
}

interface RuleDefinition extends RuleMeta {
  readonly check: (target: Target, report: Report) => void;
}

/** A rule asks the model one question and says one thing. */
export function defineRule({ check, ...meta }: RuleDefinition): Rule {
  return {
    ...meta,
    check(target) {
      const findings: Finding[] = [];
      check(target, ({ what, why, help }, place) => {
        const message = [`${what}; ${why}`, ...provisosOf(target)]
          .map((sentence) => `${sentence}.`)
          .join(" ");
        findings.push({ rule: meta.id, target: target.id, message, help, ...place });
      });
      return findings;
    },
  };
}

/** What a finding takes for granted, in sentences without a full stop. */
function provisosOf({ start, stop }: Target): readonly string[] {
  const difference = differenceInWords(stop);
  return [
    ...(start.commandAssumed ? [`Here ${start.assumes.join(", and ")}`] : []),
    ...(difference === "" ? [] : [difference]),
  ];
}

/** The breaks of these causes, in the order of the plays. */
export function breaksBy<K extends CauseKind>(target: Target, ...kinds: readonly K[]): readonly BreakBy<K>[] {
  return target.breaks.filter((each): each is BreakBy<K> => kinds.some((kind) => kind === each.cause.kind));
}

/** Where a break is reported. Behind its own fixes stand the ways to let a shell pass the signal on. */
export function placeOf(target: Target, broken: Break, ...fixes: readonly (Fix | null)[]): Place {
  const { span, trace, outcome, reach } = broken;
  const forwarding = "starts" in broken ? forwardingFixes(broken) : [];
  const [fix = null, ...otherFixes] = [...fixes, ...forwarding].filter((each) => each !== null);
  return { span, trace, outcome, fix, otherFixes, severity: severityOf(target, reach) };
}

/** As `placeOf`, at another command than those that start the services: these end the trace. */
export function placeAt(
  target: Target,
  broken: ShellBreak,
  span: Span,
  ...fixes: readonly (Fix | null)[]
): Place {
  const place = placeOf(target, broken, ...fixes);
  const starts = broken.starts.map((start) => ({ span: start.span, text: startInWords(start) }));
  return { ...place, span, trace: [...place.trace, ...starts] };
}

/** The notes of one kind. */
export function notesOf<K extends Note["kind"]>(
  target: Target,
  kind: K,
): readonly (Note & { readonly kind: K })[] {
  return target.notes.filter((note): note is Note & { readonly kind: K } => note.kind === kind);
}

/** Where a note is reported. */
export function placeOfNote(
  { stop }: Target,
  { span, trace }: Note,
  severity: Severity,
  fix: Fix | null,
): Place {
  return { span, trace, severity, fix, outcome: stop.outcome };
}

/**
 * An error where the container as it stands does not stop well; a warning where that hangs on a condition, on what an
 * unknown base image sets, or on which shell its `/bin/sh` is.
 */
export function severityOf({ start, stop }: Target, reach: Reach): Severity {
  return reach === "always" && !start.commandAssumed && stop.outcome !== "unknown" ? "error" : "warning";
}
