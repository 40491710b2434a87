import type { Problem, Span } from "./span.ts";

/** How much a finding matters. */
export type Severity = "error" | "warning" | "info";

/** What becomes of the services of a container at a stop, worst first (DESIGN.md, section 1). */
export type Outcome = "lost" | "cut" | "stuck" | "unknown" | "graceful" | "none";

/** A replacement of `[start, end)` (UTF-16 offsets) of one file by `text`. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A mend: all of its edits are made, or none. `safe` means that the started program, its arguments and its
 * exit status stay the same and no cleanup that the author wrote is lost.
 */
export interface Fix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly Edit[];
}

/** One step on the way from the Dockerfile to the place where the signal is lost. */
export interface TraceStep {
  readonly span: Span;
  readonly text: string;
}

/** What a finding is about: one thing that starts a container. */
export interface TargetId {
  readonly kind: "dockerfile" | "compose" | "kubernetes" | "image";
  readonly file: string;
  /** The stage asked for, the service, the container; null for a Dockerfile's last stage. */
  readonly name: string | null;
}

/** What a rule reports. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What happens and why, one or two sentences. */
  readonly message: string;
  /** What to do. */
  readonly help: string;
  readonly span: Span;
  readonly target: TargetId;
  readonly outcome: Outcome;
  readonly trace: readonly TraceStep[];
  readonly fix: Fix | null;
  /** What is tried in this order where `fix` does not stand the test; a finding that is given out has none. */
  readonly otherFixes?: readonly Fix[];
}

/** What one run of siglint gives, before any formatting. */
export interface LintResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** How many targets were judged. */
  readonly targets: number;
  /** How many findings were left out because a baseline has them; not set without one. */
  readonly known?: number;
  /** Of how many targets the outcome is unknown. */
  readonly unknown?: number;
  /** For how many findings no fix is offered because there were too many to try. */
  readonly untried?: number;
  /** How many findings are left out because they are no errors; not set where all are shown. */
  readonly unshown?: number;
  /** Every file that was read, by the path used in spans: what reporters need for lines and excerpts. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Findings in the order of every output: by file, start, rule; no locale has a say in it. Several targets may run into
 * one fault (same rule and span), each with its own signal or grace period: the worst of them stays, else the first.
 */
export function settleFindings(findings: readonly Finding[]): readonly Finding[] {
  const sorted = findings.toSorted(compareFindings);
  const told = new Map<string, Finding>();
  for (const finding of sorted) {
    const first = told.get(placeKey(finding));
    if (first === undefined || severityOrder[finding.severity] < severityOrder[first.severity])
      told.set(placeKey(finding), finding);
  }
  const seen = new Set<string>();
  return sorted.filter((finding) => {
    const key = JSON.stringify([placeKey(finding), finding.message]);
    const of = told.get(placeKey(finding))?.target;
    return isSameTarget(of, finding.target) && !seen.has(key) && seen.add(key);
  });
}

function placeKey({ rule, span }: Finding): string {
  return JSON.stringify([rule, span.file, span.start, span.end]);
}

/** Whether two ids are of one target. */
export function isSameTarget(one: TargetId | undefined, other: TargetId): boolean {
  return one?.kind === other.kind && one.file === other.file && one.name === other.name;
}

const severityOrder: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function compareFindings(one: Finding, other: Finding): number {
  return (
    compareText(one.span.file, other.span.file) ||
    one.span.start - other.span.start ||
    compareText(one.rule, other.rule) ||
    one.span.end - other.span.end ||
    compareText(one.message, other.message) ||
    severityOrder[one.severity] - severityOrder[other.severity] ||
    compareText(one.target.file, other.target.file) ||
    compareText(one.target.name ?? "", other.target.name ?? "")
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
