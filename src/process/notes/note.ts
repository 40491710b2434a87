import type { Edit, TraceStep } from "../../diagnostic.ts";
import type { Span } from "../../span.ts";
import type { SetTrap } from "../machine/process.ts";
import type { SignalWord } from "../signal-words.ts";

/** What is worth a word, though the stop goes as it goes without it. */
export type Note = LostTrap | IgnoredSignal | OddSignal | LongWait | EndedDaemon | ShortGrace;

interface Noted {
  readonly span: Span;
  /** The way from the Dockerfile to it. */
  readonly trace: readonly TraceStep[];
}

/** A shell becomes another program, and with it goes a handler that would have done something. */
export interface LostTrap extends Noted {
  readonly kind: "lost-trap";
  readonly trap: SetTrap;
  /** All signals that it was for. */
  readonly signals: readonly string[];
  /** What the shell becomes. */
  readonly becomes: string;
}

/** A program nobody knows begins with the stop signal ignored: it hears of it only where it sets a handler of its own. */
export interface IgnoredSignal extends Noted {
  readonly kind: "ignored-signal";
  readonly service: string;
}

/** A `trap` for signals that its shell does not know, or that nobody can trap. */
export interface OddSignal extends Noted {
  readonly kind: "odd-signal";
  readonly words: readonly [SignalWord, ...SignalWord[]];
  readonly fault: "unknown" | "untrappable";
  /** As messages call it. */
  readonly shell: string;
  /** It leaves where a command fails. */
  readonly endsThere: boolean;
}

/** A supervisor gives a service more time to end than the container has, so that SIGKILL comes earlier than it says. */
export interface LongWait extends Noted {
  readonly kind: "long-wait";
  readonly supervisor: string;
  readonly service: string;
  readonly seconds: number;
  /** Seconds that the container has; null where that is left to whatever runs it. */
  readonly grace: number | null;
  /** A grace period that is long enough, in seconds. */
  readonly enough: number;
  /** Writes it into the container's file; null where that cannot be. */
  readonly mend: Edit | null;
}

/** The container ends as soon as its last command has started a daemon. */
export interface EndedDaemon extends Noted {
  readonly kind: "ended-daemon";
  readonly daemon: string;
  /** What starts it in the foreground: options to add; null where they are not known. */
  readonly add: string | null;
}

/** The grace period is too short for what goes on in it. */
export interface ShortGrace extends Noted {
  readonly kind: "short-grace";
  /** There is none at all; a hook takes all of it; a stop that goes the right way takes longer. */
  readonly fault: "none" | "hook" | "stop";
  /** Seconds; null where that is left to whatever runs the container. */
  readonly grace: number | null;
  /** Seconds that the stop takes, a hook before the signal included; null where that cannot be told. */
  readonly needs: number | null;
  /** What is killed before it has ended; none where only a script goes on. */
  readonly services: readonly string[];
  /** A grace period that is long enough, in seconds; null where that cannot be told. */
  readonly enough: number | null;
  /** Writes it into the container's file; null where that cannot be. */
  readonly mend: Edit | null;
}
