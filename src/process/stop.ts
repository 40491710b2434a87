import type { Outcome } from "../diagnostic.ts";
import type { Span } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import type { Choice } from "./choice.ts";
import type { Launch, SetTrap } from "./machine/process.ts";
import type { Sent } from "./machine/sent.ts";
import type { StopWay, SupervisorOnStop } from "./programs/conduct.ts";

/** What a process is in a container. */
export type Role = "shell" | "service" | "wrapper" | "helper" | "unknown";

/** What becomes of the stop signal at a process. */
export type SignalFate =
  /** Runs its handler, or is a service that finishes its work. */
  | "handled"
  /** Passes it on to its children. */
  | "forwarded"
  /** Gets it and goes on as if nothing had happened: no handler as PID 1, or the signal is ignored. */
  | "ignored"
  /** Is ended by the signal's default action, before its work is done. */
  | "killed"
  /** Never gets it. */
  | "never";

/** A process of the container at the moment of the stop, and what the stop does to it. */
export interface ProcessNode {
  readonly pid: number;
  readonly name: string;
  readonly role: Role;
  readonly signal: SignalFate;
  /** How it ended: of itself, killed (by a signal, with the container, or by SIGKILL in the end). */
  readonly end: "finished" | "killed";
  /** The steps that made it what it is, the first one from its parent. */
  readonly launches: readonly Launch[];
  /** Other ways in which the same process may come to be, where the play stands for several. */
  readonly otherLaunches?: readonly (readonly Launch[])[];
  readonly shell: ShellName | null;
  /** What a shell is doing while the container rests. */
  readonly resting: Resting | null;
  /** The handlers of a shell, by signal. */
  readonly traps: readonly NodeTrap[];
  /** A shell that reads a string (`sh -c`) and not a file. */
  readonly readsString?: boolean;
  /** bash started as `sh`, which keeps closer to POSIX and may lack what only bash has. */
  readonly posix?: boolean;
  readonly children: readonly ProcessNode[];
  /** Does nothing but let time pass: `sleep`, `tail -f`. */
  readonly idle?: boolean;
  /** A server that siglint knows, long-running wherever it stands; others are services because the container rests on them. */
  readonly known?: boolean;
  /**
   * Whether a stop signal that comes to a service or wrapper does its work: a service ends, a wrapper passes it on and
   * waits. `below-init`: only the default action ends it, and PID 1 has none. Left out for what is neither.
   */
  readonly heeds?: "always" | "below-init" | "never";
  /** Where it has no handler for the stop signal: another signal, without `SIG`, that it has one for. */
  readonly endsOn?: string;
  /** How the supervisor above stops it, where it has ways of its own. */
  readonly stopWay?: StopWay;
  /** What a wrapper does when the stop signal comes to it. */
  readonly onStop?: SupervisorOnStop;
  /** Whether the handler for the stop signal has run at the stop: it waits for a command in the foreground. */
  readonly trapRan?: boolean;
  /** At the end it waits for a process substitution, which reads for as long as the shell is there. */
  readonly waitsForReader?: true;
  /** What a shell has sent because of the stop, in that order. */
  readonly sent?: readonly Sent[];
  /** The command by which the stop signal is ignored in it (`trap '' TERM`), where one does that. */
  readonly ignoring?: Span;
  /** Why siglint cannot see into it, where it cannot: the reason fits after "because". */
  readonly unseen?: { readonly reason: string; readonly place: Span | null };
}

export type NodeTrap = SetTrap;

/**
 * What a shell waits for while the container rests; `held-output`: the end of the output of a `$( … )` that has ended, which
 * something that it has started behind `&` still holds open.
 */
export type Resting = "foreground" | "wait" | "read" | "sleep" | "held-output";

/** One place where the container can spend its time, and the stop played there. */
export interface Play {
  readonly outcome: Outcome;
  readonly tree: ProcessNode;
  readonly choices: readonly Choice[];
  /** Left out where nothing was stopped. */
  readonly timing?: StopTiming;
  /** Why the outcome cannot be told, where it is `unknown`. */
  readonly unknown: { readonly reason: string; readonly place: Span | null } | null;
}

/** How long a stop took, in seconds. */
export interface StopTiming {
  /** What was run before the signal. */
  readonly preStop: number;
  /** Until the container has ended; null where it had to be killed. */
  readonly ended: number | null;
  /** When SIGKILL came, something went on that would have ended by itself: a sleep of a handler. */
  readonly isCutShort: boolean;
}

/** What the stop signal does to a target: the answer of the process stage. */
export interface Stop {
  readonly outcome: Outcome;
  /** The plays, the worst first; empty where nothing long-running is started. */
  readonly plays: readonly Play[];
  /**
   * Plays of other commands than the image's own (`docker run image worker`): they do not change the outcome, but what
   * is surely wrong there is told.
   */
  readonly others: readonly Play[];
  /** Canonical name of the stop signal. */
  readonly signal: string;
  /** Seconds from the stop signal to SIGKILL; null for the default of whatever runs the container. */
  readonly grace: number | null;
  /** Seconds that the stop takes, where it goes well if only it is given them; null where time makes no difference. */
  readonly needs: number | null;
  /** Seconds that a hook before the signal takes which uses up the grace period; null where none does, or without end. */
  readonly hookNeeds: number | null;
  /** Outcome per shell that `/bin/sh` may be, where that is not known. */
  readonly byShell: ReadonlyMap<ShellName, Outcome>;
}
