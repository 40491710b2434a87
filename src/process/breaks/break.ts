import type { Edit, Fix, Outcome, TraceStep } from "../../diagnostic.ts";
import type { Span } from "../../span.ts";
import type { ShellForm } from "../shell-form.ts";
import type { SignalWord } from "../signal-words.ts";
import type { NodeTrap, ProcessNode } from "../stop.ts";
import type { Started } from "./started.ts";

/** A place at which the stop signal stops on its way to services: at a shell, at a wrapper, or at the service itself. */
export type Break = ShellBreak | WrapperBreak | ServiceBreak | IdleTrapBreak;

export type CauseKind = Break["cause"]["kind"];

/** A break of one cause, with what belongs to that. */
export type BreakBy<K extends CauseKind> = K extends ShellCause["kind"]
  ? ShellBreak<ShellCause & { readonly kind: K }>
  : K extends WrapperBreak["cause"]["kind"]
    ? WrapperBreak
    : K extends IdleTrapBreak["cause"]["kind"]
      ? IdleTrapBreak
      : ServiceBreak;

interface Broken {
  /** Where it is to be mended. */
  readonly span: Span;
  /** The way from the Dockerfile to the process that breaks it. */
  readonly trace: readonly TraceStep[];
  readonly outcome: Outcome;
  readonly reach: Reach;
  /** As of the stop. */
  readonly grace: number | null;
  /**
   * The signal that comes there, or would: the stop signal, or what a supervisor on the way sends in its place. Canonical,
   * `SIGTERM`.
   */
  readonly signal: string;
}

/**
 * How a container comes to a break: whenever it is stopped; only where a condition goes one way, and well where it goes
 * the other; or only when it is started with another command.
 */
export type Reach = "always" | "on-condition" | "other-command";

/** A shell, or what took its place, does not pass the signal on, or leaves before the services have ended. */
export interface ShellBreak<C extends ShellCause = ShellCause> extends Broken {
  readonly cause: C;
  readonly parent: ProcessNode;
  /** `parent` as messages call it: `sh (dash)`. */
  readonly parentName: string;
  /** Whether that process is PID 1 of its namespace. */
  readonly isPid1: boolean;
  /** The commands below it that start services, in the order of the file. */
  readonly starts: readonly [Started, ...Started[]];
  /** The ways to let the shell pass the signal on and wait, likely ones first; which of them does it has to be tried. */
  readonly forwardings: readonly Forwarding[];
}

/** Edits by which a shell passes the signal on to the services that it starts, and waits for them. */
export interface Forwarding {
  readonly edits: readonly Edit[];
  /** What ran in the foreground, and now runs behind `&`. */
  readonly moves: readonly string[];
  /** There was a handler, and it is changed. */
  readonly changesHandler: boolean;
}

/** Why a shell breaks the way; the one nearest to what is to be mended. */
export type ShellCause =
  /** The service is a foreground child: in a script; in a string of exec form; in the shell form; in a script below an init. */
  | { readonly kind: "script" }
  | {
      readonly kind: "command-string";
      /** The wrapper that has put the shell there by itself, as messages call it; null where `sh -c` is written. */
      readonly by: string | null;
    }
  | { readonly kind: "shell-form"; readonly form: ShellForm }
  | { readonly kind: "below-init"; readonly init: ProcessNode }
  /** `mend` makes the shell become it, and keeps the pipe. */
  /** `reads`: it is the last part, which reads what the others write. */
  | { readonly kind: "pipeline"; readonly reads: boolean; readonly mend: readonly Edit[] | null }
  /** `mend` takes the parentheses away. */
  | { readonly kind: "subshell"; readonly mend: readonly Edit[] | null }
  | { readonly kind: "substitution" }
  /** `exec` stands where it replaces a child of the shell only. */
  | { readonly kind: "exec-in-vain"; readonly mend: readonly Edit[] | null }
  /** `exec` stands in front by itself, or with redirections only: `exec 2>&1`. */
  | { readonly kind: "exec-redirects"; readonly exec: string }
  /** A loop starts the service anew when it has ended. */
  | { readonly kind: "restart-loop"; readonly mend: readonly Edit[] | null }
  /** The service went into the background by itself. */
  | {
      readonly kind: "daemon";
      /** What lets the container live on, as messages call it; null where it has no name. */
      readonly keepsAlive: string | null;
      /** What starts the service in the foreground instead, as a shell reads it; null where that is not known. */
      readonly foreground: string | null;
      readonly mend: readonly Edit[] | null;
    }
  /** Behind `&`, and no handler for the signal, or one that sends nothing. */
  | { readonly kind: "background"; readonly handler: NodeTrap | null }
  /** Behind `&`, beside a service in the foreground or one that took the shell's place. */
  | { readonly kind: "orphan" }
  /** A handler was there, and went when the shell became another program by `exec`. */
  | {
      readonly kind: "trap-lost";
      readonly trap: NodeTrap;
      /** What the shell became, and where. */
      readonly becomes: string;
      readonly exec: Span;
      readonly mends: readonly Fix[];
    }
  /** The handler was meant to be: its shell does not know the signal by that name. */
  | { readonly kind: "signal-name"; readonly words: readonly [SignalWord, ...SignalWord[]] }
  /** There are handlers, but not for the stop signal. */
  | {
      readonly kind: "other-signal";
      readonly traps: readonly [NodeTrap, ...NodeTrap[]];
      readonly mends: readonly Fix[];
    }
  | HandlerFault;

/** There is a handler for the signal, and it is in vain. `mends` are ways to put that right, likely ones first. */
export type HandlerFault = {
  readonly handler: NodeTrap;
  readonly mends: readonly Fix[];
} & (
  | { readonly kind: "handler-blocked"; readonly blocker: Blocker }
  | { readonly kind: "handler-misses"; readonly aim: Aim }
  /** The shell ends before the services have; `isHard`: it has sent them SIGKILL. */
  | { readonly kind: "handler-leaves"; readonly isHard: boolean }
  /**
   * The services end, the script goes on; `startsAnew`: it brings them back; `waitsForReader`: it waits for a process
   * substitution that reads what it writes.
   */
  | { readonly kind: "handler-goes-on"; readonly startsAnew: boolean; readonly waitsForReader: boolean }
);

/** What keeps a handler from running: the shell waits for it; `held-output`: see `Resting`. */
export interface Blocker {
  /** `job`: one that `fg` has taken up. */
  readonly hop: "held-output" | "foreground" | "pipeline" | "substitution" | "job";
  /** Null where there is no command of that name in the files. */
  readonly name: string | null;
  /** Where it stands, if it does in a file. */
  readonly span: Span | null;
  /** It does so as long as the container runs, and is no job with commands behind it. */
  readonly stays: boolean;
}

/** Why what a handler sends does not come to a service. */
export type Aim =
  /** A `kill` stands in it, but is not come to. */
  | { readonly kind: "not-run" }
  /** It was expanded when it was set, and the pid was not there yet. */
  | { readonly kind: "early" }
  /**
   * The target of this command comes to nothing; to what is not there; to a job by number in a shell without job control; to
   * the `--` that dash takes for a process id.
   */
  | { readonly kind: "empty" | "gone" | "job" | "dashes"; readonly command: string }
  /** Signal 0 is none. */
  | { readonly kind: "asks"; readonly command: string }
  /** It comes to these only. */
  | { readonly kind: "others"; readonly names: readonly string[] };

/** A program between PID 1 and the service that does not pass the signal on, or does not wait for what it passed it to. */
export interface WrapperBreak extends Broken {
  readonly cause: { readonly kind: "wrapper" | "package-manager" };
  readonly wrapper: ProcessNode;
  /** The service, as messages call it. */
  readonly runs: string;
  /** The shell that it runs the service through, where that stays. */
  readonly shell: ProcessNode | null;
  /** The command in that shell; null where it stands in no file. */
  readonly inside: Started | null;
  /** What can be tried: another command in its place; `exec` in front of what that shell starts. */
  readonly instead: Fix | null;
  readonly inString: Fix | null;
  /** What does the same and does not stay: a clause. Null where it depends. */
  readonly advice: string | null;
}

/** The signal comes to the service, and does not end it. */
export interface ServiceBreak extends Broken {
  /** `ignored-signal`: since a shell before it was told to ignore it. `idle`: there is no service, only what lets time pass. */
  readonly cause: { readonly kind: "deaf-service" | "ignored-signal" | "idle" };
  readonly service: ProcessNode;
  /** The signal on which it ends, without `SIG`; null where none is known. */
  readonly better: string | null;
  /** What to start in its place, as a clause; null where nothing is known. */
  readonly advice: string | null;
  /** What may help: each has to be tried. */
  readonly mends: readonly Fix[];
}

/** There is no service, and the handler of a shell cannot run: the shell waits for what only lets time pass. */
export interface IdleTrapBreak extends Broken {
  readonly cause: { readonly kind: "idle-trap" };
  /** The shell as messages call it. */
  readonly parentName: string;
  /** What it waits for, and that as messages call it. */
  readonly service: ProcessNode;
  readonly blockerName: string;
  /** Ways to wait so that a trap runs: each has to be tried. */
  readonly mends: readonly Fix[];
}
