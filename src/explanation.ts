import type { Outcome, TargetId } from "./diagnostic.ts";
import type { Choice } from "./process/choice.ts";
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
  /** Where PID 1 is set; the name of a container where its own file does not say. */
  readonly place: Span;
  readonly base: {
    readonly image: string;
    readonly sh: ShellName | "none" | "unknown";
    /** How `sh` is known, or why not: a clause. */
    readonly because: string;
  };
  /** Assumptions in plain words, each a sentence without a full stop. */
  readonly assumes: readonly string[];
  readonly argv: readonly string[];
  /** The words of `argv`, each with where it comes from. */
  readonly words: readonly SourcedWord[];
  readonly stopSignal: string;
  readonly stopSignalSource: SettingSource;
  readonly outcome: Outcome;
  /** Why the outcome is what it is, in a sentence. */
  readonly reason: string;
  /** The outcome on each shell that `/bin/sh` may be; empty where nothing was played. */
  readonly shells: ReadonlyMap<ShellName, Outcome>;
  /**
   * What the tree, the path and the choices show, the worst that can happen: its outcome, and which shell `/bin/sh` is
   * there, null where that is known anyway. Null where there is nothing to show.
   */
  readonly shown: { readonly outcome: Outcome; readonly shell: ShellName | null } | null;
  /** Null where nothing is started, or nothing is known of it. */
  readonly tree: ProcessNode | null;
  /** How the processes of the tree came about, as far as possible in the order of time. */
  readonly path: readonly PathStep[];
  /** The conditions on the way that could have gone the other way. */
  readonly choices: readonly Choice[];
  /** How many other ways end like the one that is shown. */
  readonly alike: number;
  /** The other outcomes that are possible, the worst first. */
  readonly others: readonly OtherOutcome[];
  /** The outcomes that are worse with other commands than the image's own (`docker run image worker`). */
  readonly otherCommands: readonly OtherOutcome[];
  /** What could not be told. */
  readonly unknowns: readonly Unknown[];
}

/** The instruction, image or default that sets a thing. */
export type SettingSource =
  | { readonly kind: "instruction"; readonly instruction: InstructionName; readonly span: Span }
  | { readonly kind: "image"; readonly instruction: InstructionName; readonly image: string }
  | { readonly kind: "docker" };

/** Named as a Dockerfile names them, whatever file sets them; `init` is what compose calls the engine's own. */
export type InstructionName = "ENTRYPOINT" | "CMD" | "SHELL" | "STOPSIGNAL" | "init";

export interface SourcedWord {
  readonly text: string;
  readonly source: SettingSource;
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
  /** Which shell it is, where it is one. */
  readonly shell: ShellName | null;
  /** A shell that was forked and has not started anything in its place: `( … )`, a group behind `&`. */
  readonly subshell: boolean;
  /** The command in the foreground that keeps the shell from running its trap to the last; null without one. */
  readonly trapWaitsFor: string | null;
  /** What the process has been, the first first and `name` last: each has replaced the one before by `exec`. */
  readonly history: readonly string[];
  /** Whether it ends of itself, or is killed: by a signal, with the container, or by SIGKILL in the end. */
  readonly end: "finished" | "killed";
  /** Why siglint cannot see into it; null where it can. */
  readonly unseen: string | null;
  readonly children: readonly ProcessNode[];
}

/** A step from the start of the container on. `span` is null where no file shows it. */
export interface PathStep {
  readonly span: Span | null;
  readonly text: string;
}

export interface OtherOutcome {
  readonly outcome: Outcome;
  /** How many ways lead to it. */
  readonly ways: number;
  /** The choices that lead there and away from what is shown; empty where it does not hang on a condition. */
  readonly choices: readonly Choice[];
  /** The services that run there. */
  readonly services: readonly string[];
}

export interface Unknown {
  /** A sentence without a full stop. */
  readonly text: string;
  readonly span: Span | null;
}
