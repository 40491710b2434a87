import type { Span } from "../span.ts";
import type { Effort } from "./explore/effort.ts";
import { explore, type Watcher } from "./explore/explore.ts";
import type { Final } from "./explore/finals.ts";
import { type Rest, Rests } from "./explore/rests.ts";
import { servicesOf } from "./judge.ts";
import { execute } from "./machine/launch.ts";
import type { Process } from "./machine/process.ts";
import { nextEvent } from "./machine/scheduler.ts";
import { isStranger } from "./machine/stranger.ts";
import { System } from "./machine/system.ts";
import type { Scene } from "./scene.ts";
import { setUpJobs } from "./set-up-jobs.ts";

/** More places to rest than any real script has: a loop that counts. */
const MOST_RESTS = 300;

/** What a container comes to after its start. */
export interface StartUp {
  /** Where it can spend its time. */
  readonly finals: readonly Final[];
  /** As it was when it ended at once, with a daemon that its last command had started; null where that never happens. */
  readonly daemon: System | null;
  /** Where it cannot be followed, and why. */
  readonly gaps: readonly { readonly system: System; readonly gap: Gap }[];
}

export interface Gap {
  readonly reason: string;
  readonly place: Span | null;
}

/** A container whose start command was just started. */
export function startContainer(scene: Scene): System {
  const start = new System(scene);
  const first = firstProcess(scene);
  start.processes.set(1, first);
  execute(start, first, scene.argv, { hop: "start", name: scene.argv[0]?.text ?? "", site: null });
  return start;
}

/**
 * Follows a container, or several that are the same at different moments, to every place where it can spend its time, for as
 * much as `effort`. `onStatement` as `explore` has it.
 */
export function followStart(
  starts: readonly [System, ...System[]],
  effort: Effort,
  onStatement?: Watcher["onStatement"],
): StartUp {
  const rests = new Rests();
  let daemon: System | null = null;
  let busy: System | null = null;
  const gaps: { gap: Gap; system: System }[] = [];
  explore(
    starts,
    {
      onQuiet: (system) => {
        if (isStartedAnew(system, rests.lastOf(system))) {
          rests.comeBack(system);
          return false;
        }
        if (rests.all.length > MOST_RESTS)
          system.giveUp("there are more places to rest in it than siglint follows", null);
        return rests.record(system);
      },
      // A daemon that is killed with the container was what it lived for, not the job before.
      onEnd: (system) => {
        if (daemon === null && endsWithDaemon(system)) daemon = system;
        if (system.wantsCommand) rests.leaveBehind(system, () => true);
        if ([...system.processes.values()].some(wasKilledService)) rests.leaveBehind(system, isWithoutServer);
      },
      onDropped: (system) => {
        rests.circle(system);
        if (servicesOf(system).length > 0) busy ??= system;
      },
      onLeftOut: (system) => rests.leaveBehind(system, () => true),
      onLost: (reason, place, system) => {
        gaps.push({ gap: { reason, place }, system });
        rests.leaveBehind(system, isSoonLeft);
      },
      mayEnd: (system) => [
        ...new Set([...programsWaitedFor(system).filter(isStranger), ...setUpJobs(system)]),
      ],
      onStatement: (system, pid, shell) => {
        if (onStatement?.(system, pid, shell) !== false) return true;
        rests.leaveBehind(system, () => true);
        return false;
      },
    },
    effort,
  );
  return { finals: withBusyLoop(rests.final(), busy), daemon, gaps };
}

/** Where no service is to be met elsewhere, the container stays in a loop that runs one command after the other. */
function withBusyLoop(finals: readonly Final[], busy: System | null): readonly Final[] {
  if (busy === null || finals.some(({ rest }) => servicesOf(rest.system).length > 0)) return finals;
  const system = busy.clone();
  const rest = { id: -1, system, next: new Set<number>(), isFirst: false };
  return [...finals, { rest, circles: true, timeLeft: null }];
}

/**
 * The container ends as soon as its last command has started a daemon: what it is meant for does not run at all. A
 * `tail -f log &` behind that changes nothing.
 */
function endsWithDaemon({ processes, wantsCommand }: System): boolean {
  const last = [...processes.values()].findLast(
    ({ body }) => body.kind !== "program" || body.role !== "rest",
  );
  const isDaemon = last !== undefined && wasKilledService(last) && last.launches[0]?.hop === "background";
  return isDaemon && !wantsCommand;
}

/** Somebody's program has ended, what it was for with it, and a supervisor starts that anew. */
function isStartedAnew(system: System, before: System | null): boolean {
  if (before === null) return false;
  const supervised = system
    .living()
    .flatMap(({ body }) => (body.kind === "supervisor" ? body.startsAnew : []));
  const gone = supervised.filter((pid) => system.alive(pid) === undefined && before.alive(pid) !== undefined);
  if (gone.length === 0) return false;
  return before.living().some((process) => {
    if (!isStranger(process) || system.alive(process.pid) !== undefined) return false;
    return before.lineOf(process).some(({ pid }) => gone.includes(pid));
  });
}

function firstProcess(scene: Scene): Process {
  return {
    pid: 1,
    parent: 0,
    group: 1,
    session: 1,
    terminal: false,
    name: "",
    launches: [],
    otherLaunches: [],
    ignored: new Map(),
    user: scene.user.kind === "known" ? scene.user.text : null,
    directory: null,
    environment: new Map(),
    stopSignal: null,
    stdin: { kind: "empty" },
    stdout: { kind: "away" },
    output: "",
    body: { kind: "opaque", reason: "nothing is started" },
    heard: null,
    end: null,
  };
}

/** The processes whose end lets somebody go on: what shells wait for, and the children of wrappers. */
function programsWaitedFor(system: System): readonly Process[] {
  const pids = new Set<number>();
  for (const { body } of system.living()) {
    // What a supervisor of services starts is there to stay: it would start it anew.
    if (body.kind === "supervisor")
      for (const child of body.children) if (!body.startsAnew.includes(child)) pids.add(child);
    if (body.kind === "shell" && body.waiting !== null && body.waiting.kind !== "input") {
      for (const pid of body.waiting.pids) pids.add(pid);
    }
  }
  return [...pids].flatMap((pid) => system.alive(pid) ?? []);
}

/** No known server runs there: the container rested, if it did, on a program nobody knows. */
function isWithoutServer({ system }: Rest): boolean {
  return !system.living().some(({ body }) => body.kind === "program" && body.role === "service");
}

/** It goes on so soon that it is still starting: a loop that waits for a server to answer. */
function isSoonLeft({ system }: Rest): boolean {
  const next = nextEvent(system);
  return next !== null && next - system.now <= system.scene.timing.startUp;
}

function wasKilledService({ body, end }: Process): boolean {
  return body.kind === "program" && body.role === "service" && end?.how === "killed";
}
