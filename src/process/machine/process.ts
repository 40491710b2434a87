import type { ShellScript } from "../../shell/parse.ts";
import type { CompoundCommand, CompoundList, FunctionDefinition } from "../../shell/syntax.ts";
import type { Span } from "../../span.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { ServiceOnStop, StopWay, SupervisorOnStop } from "../programs/conduct.ts";
import type { Alias } from "./aliases.ts";
import type { OptionPlace } from "./builtins/getopts.ts";
import type { CowMap } from "./cow-map.ts";
import type { FatalSignals } from "./fatal-signals.ts";
import type { Filter } from "./filters.ts";
import type { Stack, Status, Variable } from "./frames.ts";
import type { GrowingSet } from "./growing-set.ts";
import type { HandlerWork } from "./handler-work.ts";
import type { Reaped } from "./reaping.ts";
import type { Sink, Stdin } from "./streams.ts";
import type { Waiting } from "./waiting.ts";

/** One step on the way from PID 1 towards a service. */
export type Hop =
  | "start"
  | "exec"
  | "implicit-exec"
  | "foreground"
  | "background"
  | "pipeline"
  | "subshell"
  | "substitution"
  | "wrapper";

/** How and where a process came to be what it is: by a fork of its parent, or by an exec of itself. */
export interface Launch {
  readonly hop: Hop;
  /** What it became, as people call it: `./server`, `sh`, `gosu`. */
  readonly name: string;
  /** The command that did it, null where no file shows it. */
  readonly site: LaunchSite | null;
  /** A shell that a wrapper has put in front of a command line by itself. */
  readonly ownShell?: true;
}

/** A command of a script, or a line of a supervisor's configuration, that starts something, with what a mend of it must know. */
export interface LaunchSite {
  readonly script: ShellScript;
  /** A supervisor splits the line by itself: no `exec`, and nothing but words. */
  readonly readBy: "shell" | "supervisor";
  /** Where its first word begins, assignments and redirections in front left out; offsets into the script's text. */
  readonly name: number;
  readonly start: number;
  readonly end: number;
  readonly shell: ShellName;
  /** What the shell would still do after this command. */
  readonly after: After;
  /** The handlers of the shell at this point. */
  readonly traps: readonly SetTrap[];
  readonly inFunction: boolean;
}

/** A handler that a shell has set. */
export interface SetTrap {
  /** Without `SIG`; `EXIT` among them. */
  readonly signal: string;
  /** The command that set it. */
  readonly span: Span;
  /** What it does, as a script. */
  readonly action: string;
  /** It holds a command that sends signals, or calls a function that does. */
  readonly sends: boolean;
  readonly work: HandlerWork;
}

export type After = "nothing" | "exit" | "commands" | "loop";

/** How a process ended. `killed` by a signal's default action, SIGKILL, or with the container. */
export interface End {
  readonly at: number;
  readonly how: "finished" | "killed";
  readonly status: Status;
  /** A shell that has run its EXIT trap because of a signal, and then died of it. */
  readonly ofSignal?: true;
}

export interface Process {
  readonly pid: number;
  parent: number;
  group: number;
  session: number;
  /** Leads its session on a terminal. */
  terminal: boolean;
  name: string;
  /** The words that it was last started with. */
  commandLine?: string;
  launches: readonly Launch[];
  /** Other ways in which the same came to be: the same command in another arm of a `case`, on a way that was merged. */
  otherLaunches: readonly (readonly Launch[])[];
  /** The signals that it ignores, with the command that made it so; null where that was the shell by itself. */
  ignored: ReadonlyMap<string, Span | null>;
  /** As whom it runs; null where the files do not tell. */
  user: string | null;
  /** Where a supervisor starts it, absolute in the image; null where none says. A shell has its own. */
  directory: string | null;
  /** What a supervisor adds to its environment. */
  environment: ReadonlyMap<string, string>;
  /** The signal that a supervisor stops it with, canonical; null for the container's. */
  stopSignal: string | null;
  stdin: Stdin;
  stdout: Sink;
  /** What it has written to its own captured output. */
  output: string;
  /** Something that siglint does not see into writes there too. */
  isOutputUnseen?: boolean;
  body: Body;
  /** The first stop signal that reached it, and what it did there. */
  heard: Heard | null;
  end: End | null;
}

export type Heard = "handled" | "ignored" | "killed" | "forwarded";

export type Body = ShellBody | ProgramBody | SupervisorBody | OpaqueBody;

export interface ShellBody {
  readonly kind: "shell";
  readonly shell: ShellName;
  /** bash started as `sh`, which then follows POSIX more closely. */
  readonly posix: boolean;
  frames: Stack | null;
  variables: CowMap<string, Variable>;
  functions: CowMap<string, ShellFunction>;
  aliases: CowMap<string, Alias>;
  positional: readonly string[];
  zero: string;
  /** By canonical name without SIG; `EXIT` among them. */
  traps: CowMap<string, Trap>;
  pending: readonly string[];
  options: ShellOptions;
  status: Status;
  /** Where `getopts` reads on; null before it has read anything. */
  optionPlace: OptionPlace | null;
  /** `$!` */
  background: number | null;
  /** Background children in the order of their start: what `wait` and `jobs` know. */
  jobs: readonly Job[];
  reaped: Reaped;
  /** `$$`: the process id of the shell that the script began in. */
  readonly dollar: number;
  workdir: string | null;
  waiting: Waiting | null;
  /** Outputs of command substitutions of the command at hand, by syntax node. */
  substituted: CowMap<object, string>;
  /** Process substitutions that the shell itself writes to or reads from; a plain `wait` of bash waits for them too. */
  substitutions: readonly OpenSubstitution[];
  /** Descriptors that `exec` opened. */
  descriptors: CowMap<number, Stdin>;
  /** Signals that were ignored when the shell began: a shell cannot trap those (POSIX, `trap`). */
  readonly ignoredAtStart: ReadonlyMap<string, Span | null>;
  /** Variables that the scripts read so far set by themselves: unset until they do. */
  assigned: GrowingSet<string>;
  /** Names whose values stay what they are. */
  readonlyNames: GrowingSet<string>;
  /** Names that programs it starts get in their environment. */
  exported: GrowingSet<string>;
  /** The last file that it has read and siglint cannot, where that may define functions. */
  unread: string | null;
  /** The files being read, the innermost first: bash's BASH_SOURCE. */
  sources: readonly string[];
  /** A subshell, for which traps were reset. */
  readonly subshell: boolean;
  exiting: boolean;
  /** What the expansion or assignment at hand has met. */
  failed: Failure | null;
  fatalSignals: FatalSignals;
  /** Such a signal that bash has caught. */
  dying: string | null;
  /** Goes round a loop without waiting for anything: until time passes, the others come to what they have to do. */
  spins: boolean;
  /** Goes round a loop in which it does nothing new: every way out of there is followed already. */
  idles: boolean;
}

/**
 * An error of an expansion or of an assignment. One that `ends` the shell is a variable that is not set, under `set -u` or
 * in `${name?}`; one that `breaks` the command off is arithmetic that cannot be, or a value for what is `readonly`.
 */
export type Failure = "ends" | "breaks";

export interface OpenSubstitution {
  readonly pid: number;
  readonly descriptor: number;
}

export interface ShellOptions {
  readonly errexit: boolean;
  readonly nounset: boolean;
  readonly monitor: boolean;
  readonly pipefail: boolean;
  /** What is given a value is handed to programs. */
  readonly allexport: boolean;
  /** bash: the last part of a pipeline runs in the shell itself. */
  readonly lastpipe: boolean;
  /** bash: `case` and `[[` look past the case of letters; a pattern that no file matches is no word. */
  readonly nocasematch: boolean;
  readonly nullglob: boolean;
  /** bash: functions and subshells inherit the ERR trap; those for DEBUG and RETURN. */
  readonly errtrace: boolean;
  readonly functrace: boolean;
  /** Aliases are replaced: bash does so in scripts only where it is called sh, or with `shopt -s expand_aliases`. */
  readonly aliases: boolean;
  /** Started with `-c`: bash and ash then may become the last command. */
  readonly commandString: boolean;
}

export interface ShellFunction {
  readonly script: ShellScript;
  readonly body: CompoundCommand | CompoundList | FunctionDefinition["body"];
}

export type Trap =
  | { readonly kind: "ignore" }
  | { readonly kind: "run"; readonly script: ShellScript; readonly text: string; readonly place: Span };

export interface Job {
  /** `%number` */
  readonly number: number;
  /** The processes of the job's pipeline, the last one giving its status. */
  readonly pids: readonly number[];
  /** The commands of that pipeline, as they are written. */
  readonly texts: readonly string[];
  readonly disowned: boolean;
  /** It was started under `set -m`, in a process group of its own. */
  readonly controlled: boolean;
  /** The foreground that a fatal signal made bash leave alone: `jobs` and `wait -n` know it, `wait` does not. */
  readonly foreground?: true;
}

/** A program that is no shell and runs no other. */
export interface ProgramBody {
  readonly kind: "program";
  readonly role: "service" | "stranger" | "brief" | "rest";
  readonly onStop: ServiceOnStop;
  /** When it ends by itself, if it does. */
  endsAt: number | null;
  readonly status: Status;
  /** Ends when all of these have: what it reads from is a pipe. */
  readonly readsFrom: readonly number[] | null;
  /** What it prints of that in the end, where this is followed. */
  readonly filter: Filter | null;
  /** It writes for as long as anybody reads (`yes`). */
  readonly isEndless: boolean;
}

/** A program that starts others and stays with them. */
export interface SupervisorBody {
  readonly kind: "supervisor";
  readonly onStop: SupervisorOnStop;
  readonly children: readonly number[];
  /** How each child is stopped where it `stops-in-turn`, in the order of the children; else empty. */
  readonly ways: readonly StopWay[];
  /**
   * Stays until its children have ended, everybody in their sessions, who writes to where they write, or there is; or
   * its children, once it has been told to `stop`.
   */
  readonly staysFor: "children" | "sessions" | "output" | "all" | "stop";
  /** The children that it starts anew when they have ended. */
  readonly startsAnew: readonly number[];
  killsAt: number | null;
  /** Which of its turns it stops, and since when. */
  turn: { readonly index: number; readonly since: number } | null;
}

/** Something that siglint cannot see into: a script of the base image, an interpreter it does not know. */
export interface OpaqueBody {
  readonly kind: "opaque";
  readonly reason: string;
  /** It runs what it reads, so that it may be a service where it reads from a pipe too. */
  readonly isShell?: true;
}
