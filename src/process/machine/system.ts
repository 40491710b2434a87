import type { Span } from "../../span.ts";
import type { Scene } from "../scene.ts";
import { CowMap } from "./cow-map.ts";
import type { GivenCommand } from "./given-command.ts";
import type { Body, Process, ShellBody } from "./process.ts";
import type { Sent } from "./sent.ts";
import type { Stdin } from "./streams.ts";
import type { WrittenFile } from "./written-file.ts";

/** A condition that could go either way, and the way taken. */
export interface Decision {
  readonly span: Span;
  readonly text: string;
  readonly taken: boolean;
  readonly before: Decision | null;
  readonly depth: number;
}

/** Pids of children are five digits long, so that a key can tell them from a script's counters (`state-key.ts`). */
const FIRST_PID = 10_001;

/** From here on are pids of children that no script asks for: used anew when they are free, so that ways can meet. */
const FIRST_PASSING_PID = 50_001;

/** From here on it pays to look for those that can be forgotten. */
const MANY_PROCESSES = 40;

/** One container at one moment: its processes, the files they have written, and how it came there. */
export class System {
  now = 0;
  nextPid = FIRST_PID;
  /** How many processes were started. */
  started = 0;
  /** Pids that a script has read, so that no other process may come by them. */
  exposed: ReadonlySet<number> = new Set();
  /** By pid, in the order of their start; ended ones stay until nobody can ask for them. */
  processes = new Map<number, Process>();
  /** What was written while running (pid files, scripts, named pipes), by absolute path. */
  files = new CowMap<string, WrittenFile>();
  decisions: Decision | null = null;
  /** How conditions on the environment were taken before, by their text: they come out the same each time. */
  assumed = new CowMap<string, boolean>();
  /** The resting points last passed on the way here. */
  passed: readonly number[] = [];
  /** A shell has done something since a program was taken to have ended. */
  moved = true;
  /** Of what runs beside others, who has taken another way than its first; null while nobody has. */
  parting: number | null = null;
  /** Where others have taken theirs since, so that they take the second in the next round (`ways-beside.ts`). */
  firstTaken: ReadonlySet<string> = new Set();
  /** How often the way has parted on what nobody knows. */
  parted = 0;
  /** Dropped: it goes on as it did before, and every way out of there is followed already. */
  dropped = false;
  /** A program nobody knows, for which a shell had waited in its background, has ended: what follows clears up after it. */
  clearsUp = false;
  /** The shell or wrapper that had waited for the program that was last taken to have ended; null before. */
  lastEndFor: number | null = null;
  /** Scripts that siglint cannot see into and that have ended in the foreground, with where each was started. */
  done: ReadonlyMap<string, number> = new Map();
  /** Where loops have run programs nobody knows that have ended since (`service-anew.ts`). */
  endedInLoops: ReadonlySet<string> = new Set();
  /** The names of the services that ran when the stop signal came: a loop may start them anew. */
  servicesAtStop: ReadonlySet<string> = new Set();
  /** What shells have sent because of the stop. */
  sent: readonly Sent[] = [];
  /** A program nobody knows that was run because of the stop: it may be what ends the service. */
  helper: { readonly what: string; readonly place: Span | null } | null = null;
  /** It came to an `exec "$@"` without a command: one has to be given when the container is started. */
  wantsCommand = false;
  /** The container's command, until the way has come to where a script looks at it; null where nobody asks for another. */
  given: GivenCommand | null = null;
  /** Set where the play cannot go on: outside of what is modelled. */
  lost: { readonly reason: string; readonly place: Span | null } | null = null;
  /** One of several that a supervisor stops, and that siglint cannot see into: it is taken to end, for the sake of the others. */
  unseen: { readonly reason: string; readonly place: Span | null } | null = null;
  /** Seconds by which some services are slower than others: nobody knows which of them finishes first. */
  slowness: ReadonlyMap<number, number> = new Map();
  /** When the stop signal was sent; null while the container starts. */
  stoppedAt: number | null = null;
  /** The processes that lived then. */
  livingAtStop: ReadonlySet<number> = new Set();
  /** How many processes had been started then: what came after was started because of the stop. */
  startedAtStop = 0;
  readonly scene: Scene;

  constructor(scene: Scene) {
    this.scene = scene;
  }

  clone(): System {
    const copy = new System(this.scene);
    copy.now = this.now;
    copy.nextPid = this.nextPid;
    copy.started = this.started;
    copy.exposed = this.exposed;
    if (this.stoppedAt === null && this.processes.size > MANY_PROCESSES) this.#forgetEnded();
    for (const [pid, process] of this.processes) copy.processes.set(pid, cloneProcess(process));
    copy.files = this.files.clone();
    copy.decisions = this.decisions;
    copy.assumed = this.assumed.clone();
    copy.passed = this.passed;
    copy.moved = this.moved;
    copy.clearsUp = this.clearsUp;
    copy.lastEndFor = this.lastEndFor;
    copy.done = this.done;
    copy.endedInLoops = this.endedInLoops;
    copy.parted = this.parted;
    copy.parting = this.parting;
    copy.firstTaken = this.firstTaken;
    copy.servicesAtStop = this.servicesAtStop;
    copy.sent = this.sent;
    copy.helper = this.helper;
    copy.wantsCommand = this.wantsCommand;
    copy.given = this.given;
    copy.lost = this.lost;
    copy.unseen = this.unseen;
    copy.slowness = this.slowness;
    copy.stoppedAt = this.stoppedAt;
    copy.livingAtStop = this.livingAtStop;
    copy.startedAtStop = this.startedAtStop;
    return copy;
  }

  /** Drops ended processes that no living shell can ask for. */
  #forgetEnded(): void {
    const asked = this.#asked();
    for (const { pid, end } of [...this.processes.values()]) {
      if (end !== null && !asked.has(pid)) this.processes.delete(pid);
    }
  }

  /** The pids that the living still hold on to. */
  #asked(): ReadonlySet<number> {
    const asked = new Set<number>();
    for (const { body, stdin, stdout, group, session } of this.living()) {
      asked.add(group).add(session);
      if (stdin.kind === "pipe") for (const pid of stdin.writers) asked.add(pid);
      if (stdout.kind === "output") asked.add(stdout.of);
      if (body.kind === "supervisor") for (const pid of body.children) asked.add(pid);
      if (body.kind === "program") for (const pid of body.readsFrom ?? []) asked.add(pid);
      if (body.kind !== "shell") continue;
      for (const { pids } of body.jobs) for (const pid of pids) asked.add(pid);
      if (body.waiting !== null && "pids" in body.waiting)
        for (const pid of body.waiting.pids) asked.add(pid);
      for (let at = body.frames; at !== null; at = at.below) {
        if (at.frame.kind === "substituted") asked.add(at.frame.pid);
      }
    }
    return asked;
  }

  /** A pid that is nobody's: for what no script can name one that ended processes had. */
  #freePid(hasName: boolean): number {
    if (hasName || this.stoppedAt !== null) return this.nextPid++;
    let asked: ReadonlySet<number> | null = null;
    for (let pid = FIRST_PASSING_PID; ; pid++) {
      const before = this.processes.get(pid);
      if (this.exposed.has(pid) || (before !== undefined && before.end === null)) continue;
      asked ??= this.#asked();
      if (asked.has(pid)) continue;
      this.processes.delete(pid);
      return pid;
    }
  }

  /** Notes that a script has read the pid of one of its processes. */
  expose(pid: number): void {
    if (pid !== 1 && !this.exposed.has(pid)) this.exposed = new Set([...this.exposed, pid]);
  }

  get(pid: number): Process | undefined {
    return this.processes.get(pid);
  }

  /** A process, the one above it, and so on up to PID 1; empty where there is none. */
  lineOf(process: Process | undefined): readonly Process[] {
    const line: Process[] = [];
    for (let at = process; at !== undefined; at = this.processes.get(at.parent)) line.push(at);
    return line;
  }

  /** The process, if it has not ended. */
  alive(pid: number): Process | undefined {
    const process = this.processes.get(pid);
    return process === undefined || process.end !== null ? undefined : process;
  }

  allEnded(pids: readonly number[]): boolean {
    return pids.every((pid) => this.alive(pid) === undefined);
  }

  /** Who has the pipes still open that were made for the output of these: what they start inherits them (fork(2)). */
  writingTo(pipes: readonly number[]): Process[] {
    return this.living().filter(({ stdout }) => stdout.kind === "output" && pipes.includes(stdout.of));
  }

  /** Whether these have ended, and who reads what they print has come to its end (pipe(7)). */
  allClosed(pids: readonly number[]): boolean {
    return this.allEnded(pids) && this.writingTo(pids).length === 0;
  }

  living(): Process[] {
    return [...this.processes.values()].filter((process) => process.end === null);
  }

  /** A shell goes round a loop for ever without waiting for anything. */
  get spins(): boolean {
    return this.living().some(({ body }) => body.kind === "shell" && body.spins);
  }

  /** Time passes: what a loop asks for may be there now. */
  endSpins(): void {
    for (const { body } of this.living()) if (body.kind === "shell") body.spins = false;
  }

  get over(): boolean {
    return this.processes.get(1)?.end !== null;
  }

  /**
   * A new child of `parent` that shares its session, group, input and output, as after fork. `hasName`: the script gets to
   * know its pid, as `$!`.
   */
  spawn(parent: Process, body: Body, stdin: Stdin = parent.stdin, hasName = false): Process {
    this.started++;
    const child: Process = {
      ...parent,
      pid: this.#freePid(hasName),
      parent: parent.pid,
      launches: [],
      otherLaunches: [],
      terminal: false,
      stdin,
      output: "",
      isOutputUnseen: false,
      body,
      heard: null,
      end: null,
    };
    this.processes.set(child.pid, child);
    return child;
  }

  decide(span: Span, text: string, taken: boolean): void {
    const before = this.decisions;
    this.decisions = { span, text, taken, before, depth: (before?.depth ?? 0) + 1 };
  }

  /** Seconds that a service needs to finish, once it has the signal. */
  finishTime(process: Process): number {
    const { services, timing } = this.scene;
    const known = services.get(process.name.slice(process.name.lastIndexOf("/") + 1));
    const slowness = this.slowness.get(process.pid) ?? 0;
    // Two of the same service end at one moment, in an order that nobody knows.
    return known === undefined ? timing.finish + slowness : known.finish + slowness / 100;
  }

  giveUp(reason: string, place: Span | null): void {
    this.lost ??= { reason, place };
  }
}

function cloneProcess(process: Process): Process {
  return { ...process, body: cloneBody(process.body) };
}

function cloneBody(body: Body): Body {
  switch (body.kind) {
    case "shell":
      return cloneShell(body);
    case "program":
    case "supervisor":
      return { ...body };
    case "opaque":
      return body;
  }
}

/** A copy that shares nothing that changes: for a fork of the shell, and for paths that part. */
export function cloneShell(shell: ShellBody): ShellBody {
  return {
    ...shell,
    variables: shell.variables.clone(),
    functions: shell.functions.clone(),
    traps: shell.traps.clone(),
    substituted: shell.substituted.clone(),
  };
}
