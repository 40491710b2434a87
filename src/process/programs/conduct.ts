import type { MappedText } from "../../mapped-text.ts";
import type { Span } from "../../span.ts";

/**
 * What a program does when it is started with given arguments, as far as stop signals are concerned. The machine in
 * `src/process` plays it; this is its whole knowledge of programs other than shells.
 */
export type Conduct =
  /** Ends by itself soon (`mkdir`, `chown`, `… migrate`). */
  | { readonly kind: "brief"; readonly exit: "zero" | "nonzero" | "either" }
  /** Does nothing but let time pass, with the default action for signals; null is for ever (`sleep infinity`, `tail -f`). */
  | {
      readonly kind: "rests";
      readonly seconds: number | null;
      /** It ends with its input (`cat`), or writes for as long as anybody reads (`yes`). */
      readonly until?: "input-ends" | "nobody-reads";
    }
  /** A known server or runtime: long-running wherever it stands. */
  | { readonly kind: "service"; readonly onStop: ServiceOnStop; readonly source: Source }
  /** A program nobody knows: a service where it is the last on its path. Its interpreter may leave it no handler (R). */
  | { readonly kind: "stranger"; readonly onStop?: ServiceOnStop }
  /** Becomes another command by `exec`: gosu, env, nice, setpriv. */
  | {
      readonly kind: "replaces";
      readonly command: NestedCommand;
      readonly source: Source;
      /** The process leads a session or group of its own from then on (setsid): signals to this group pass it by. */
      readonly leads?: "session" | "group";
      /** Seconds after which the command is ended, if it still runs (timeout). */
      readonly within?: number;
    }
  /** Starts another command as its child and stays until that has ended, unless a signal changes that. */
  | {
      readonly kind: "supervises";
      readonly commands: readonly ServiceCommand[];
      readonly onStop: SupervisorOnStop;
      /**
       * The child gets a session or process group of its own, so signals to this group pass it by. With a `terminal` of
       * its own besides, all of the session gets SIGHUP when the child ends (POSIX, exit), and the wrapper stays until
       * the last of them has closed the terminal.
       */
      readonly childLeads: "terminal" | "session" | "group" | "nothing";
      /** It reads its input by itself: its commands find nothing there. */
      readonly keepsInput?: true;
      /**
       * It stays longer than its children: it reads their `output` until everybody has closed that, their own children
       * too, or waits for `all` processes there are, or (`stop`) stays without children until it is told to stop.
       */
      readonly staysFor?: "output" | "all" | "stop";
      /** It starts its commands anew when they have ended, but for those that run once. */
      readonly startsAnew?: true;
      /** It leaves the group it was started in, so signals to that one pass all of it by. */
      readonly leads?: "group";
      /** Seconds after which its commands are ended, if they still run (timeout). */
      readonly within?: number;
      readonly source: Source;
    }
  /** Starts a service in the background and ends: `service x start`, `nginx` without `daemon off`. */
  | {
      readonly kind: "detaches";
      readonly service: string;
      /** Where it writes the process id of the service, if it does. */
      readonly pidFile?: string;
      readonly onStop: ServiceOnStop;
      readonly source: Source;
    }
  /**
   * Tells running services to end, by name or all of them, or what supervisors of services have started (`sv stop`), as `kill` would (`nginx -s quit`, `pg_ctl stop`,
   * `service x stop`); `waits` until they have.
   */
  | {
      readonly kind: "stops";
      readonly services: readonly string[] | "all" | "supervised";
      /** A file that names the only one that is meant, where it is known what stands there. */
      readonly pidFile?: string;
      readonly signal: string;
      readonly waits: boolean;
      readonly source: Source;
    }
  /** What it does hangs on something that the files do not tell; a clause that fits after "because". */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * How that is known. `measured`: a case of the lab starts the program, by this name or another of its row, as
 * `test/contract/measured-programs.test.ts` makes sure. `documented`: a link to a manual or to the program's own source.
 */
export type Source =
  | { readonly kind: "measured"; readonly program: string }
  | { readonly kind: "documented"; readonly link: string }
  /** A user says so. */
  | { readonly kind: "configured" };

/** What a service does when a signal reaches it. `ends`: finishes its work and leaves. */
export type ServiceOnStop =
  | { readonly kind: "ends" }
  /** Has a handler, but it does not lead to an end (uwsgi reloads), or ignores the signal. */
  | { readonly kind: "ignores" }
  /**
   * Has no handler for it: killed by the default action, or, as PID 1, untouched. `endsOn` is another signal, without
   * `SIG`, that it has one for.
   */
  | { readonly kind: "default"; readonly endsOn?: string };

/**
 * To whom a wrapper passes a signal on: its child, the child's process group, its own group, which it leads, or every process
 * below it.
 */
export type Addressee = "child" | "group" | "own-group" | "all";

/** What a supervising wrapper does when the stop signal reaches it. */
export type SupervisorOnStop =
  /**
   * Passes it on and waits until its child has ended. `as` is the signal that arrives in its stead (nodemon: SIGINT, which
   * kills a service that handles only SIGTERM).
   */
  | { readonly kind: "forwards"; readonly to: Addressee; readonly as?: string }
  /** Passes it on and leaves without waiting: the child may be killed at work. */
  | { readonly kind: "forwards-and-leaves"; readonly to: "child" | "group" }
  /** Passes it on (as another signal: pm2, SIGINT), and SIGKILL after so many seconds (su: 2). */
  | {
      readonly kind: "forwards-then-kills";
      readonly seconds: number;
      readonly to?: Addressee;
      readonly as?: string;
    }
  /**
   * Stops its commands each in its own way, one turn after the other, and waits until they have ended (supervisord, s6).
   * supervisord looks once a second who has ended, sooner where their output is closed; null for one that is told.
   */
  | { readonly kind: "stops-in-turn"; readonly looksEvery: number | null }
  /** Ends at once and passes nothing on. */
  | { readonly kind: "leaves" }
  /** Takes the signal and goes on: nothing is passed on, nothing ends. */
  | { readonly kind: "swallows" }
  /** No handler: killed by the default action, or, as PID 1, untouched. Passes nothing on. */
  | { readonly kind: "default" };

/** The command inside a wrapper's arguments. */
export type NestedCommand =
  /** `argv.slice(from)` of the wrapper's own argv. */
  | { readonly kind: "rest"; readonly from: number }
  /** `sh -c argv[index] args`, by `/bin/sh` or by the shell named. */
  | {
      readonly kind: "string-word";
      readonly index: number;
      readonly shell: string;
      readonly args?: readonly string[];
    }
  /** A shell command line that stands elsewhere, such as a package.json script; `sh -c text args`. */
  | {
      readonly kind: "string";
      readonly text: string;
      readonly shell: string;
      readonly args: readonly string[];
      /** The text with the way back to the file it stands in; null where it stands in none. */
      readonly mapped: MappedText | null;
    }
  /** Words that the wrapper knows by itself (`catalina.sh run` becomes `java`). */
  | { readonly kind: "words"; readonly argv: readonly string[] }
  /** A line of a configuration file that is split into words without a shell. */
  | { readonly kind: "line"; readonly line: MappedText; readonly words: readonly MappedText[] }
  /** It is not known what is started under this name; a clause that fits after "because". */
  | { readonly kind: "unseen"; readonly name: string; readonly reason: string };

/** A command that a supervisor starts, with what it gives to it. */
export type ServiceCommand = NestedCommand & {
  /** Absolute in the image; left out for that of the supervisor. */
  readonly directory?: string;
  readonly user?: string;
  readonly environment?: ReadonlyMap<string, string>;
  /** How `stops-in-turn` stops it; left out for the stop signal, and SIGKILL never. */
  readonly stop?: StopWay;
  /** It is not started anew when it has ended, even by a supervisor that does so with others. */
  readonly runsOnce?: true;
};

/** How a supervisor stops one of its commands. */
export interface StopWay {
  /** Commands of turn 0 are stopped first, those of a turn together. */
  readonly turn: number;
  /** Canonical, `SIGTERM`. */
  readonly signal: string;
  readonly to: "child" | "group";
  /** Seconds from that to SIGKILL; null where that never comes. */
  readonly seconds: number | null;
  readonly kills: "child" | "group";
  /** Where a file says how many seconds; null where none does. */
  readonly written: Span | null;
}

/** What a conduct may depend on besides the words. All of it may be unknown. */
export interface Surroundings {
  /** Absolute working directory in the image. */
  readonly workdir: string | null;
  readonly env: (name: string) => string | null;
  /** The text of a file of the image, null where it is not known. */
  readonly readFile: (path: string) => MappedText | null;
  /** What the build does to the text of a file of the image that is not known: the scripts of `sed -i`, one a line. */
  readonly edits: (path: string) => string;
  /** Absolute paths of the files of the image that match a shell pattern, as far as they are known, sorted. */
  readonly list: (pattern: string) => readonly string[];
  /** PID 1 of the container: some programs differ there (busybox crond). */
  readonly isPid1: boolean;
  /** The same, but for programs above it that only start others (`sudo nginx`): the start command is about it. */
  readonly isMain: boolean;
  /** It leads its process group, as PID 1 and the children of most inits do: it can then start no session. */
  readonly leadsGroup: boolean;
  /** The stop signal, canonical (`SIGTERM`). */
  readonly signal: string;
  /** Whether commands of this name are busybox applets here. */
  readonly busybox: boolean;
}
