import type { Outcome, TargetId } from "./diagnostic.ts";
import type { Problem, Span } from "./span.ts";
import type { ShellName } from "./start/base-image.ts";

/** What `siglint explain` tells: for every target, what is started and what the stop signal does to it. */
export interface Explanation {
  readonly targets: readonly TargetExplanation[];
  readonly problems: readonly Problem[];
  /** Every file that was read, by the path used in spans. */
  readonly sources: ReadonlyMap<string, string>;
}

export interface TargetExplanation {
  readonly target: TargetId;
  /** Where PID 1 is set. */
  readonly place: Span;
  readonly base: { readonly image: string; readonly sh: ShellName | "none" | "unknown" };
  /** Assumptions in plain words, each a sentence without a full stop. */
  readonly assumes: readonly string[];
  readonly argv: readonly string[];
  readonly stopSignal: string;
  readonly outcome: Outcome;
  /** Why the outcome is what it is, in a sentence. */
  readonly reason: string;
  /** Null where nothing is started, or nothing is known of it. */
  readonly tree: ProcessNode | null;
}

/** One process at the stop, and what it has started. */
export interface ProcessNode {
  readonly name: string;
  readonly pid1: boolean;
  readonly role: "shell" | "wrapper" | "service" | "other";
  /** Where it is started; null where an image hands it down. */
  readonly span: Span | null;
  /** What becomes of the stop signal at this process. */
  readonly signal: "handled" | "passed-on" | "ignored" | "kills" | "never";
  readonly children: readonly ProcessNode[];
}
