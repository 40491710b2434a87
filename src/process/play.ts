import type { PreStop } from "../container/container.ts";
import type { Outcome } from "../diagnostic.ts";
import type { Span } from "../span.ts";
import type { Choice } from "./choice.ts";
import { Effort } from "./explore/effort.ts";
import { explore, type Watcher } from "./explore/explore.ts";
import { type Final, type Rest, Rests } from "./explore/rests.ts";
import { isStranger, judge, servicesOf } from "./judge.ts";
import { execute } from "./machine/launch.ts";
import { deliver } from "./machine/lifecycle.ts";
import { placeOfLaunch } from "./machine/place.ts";
import type { Process } from "./machine/process.ts";
import { shortSignal } from "./machine/signal-names.ts";
import { type Decision, System } from "./machine/system.ts";
import { runPreStop } from "./pre-stop.ts";
import { processTree } from "./process-tree.ts";
import type { Scene } from "./scene.ts";
import type { Play, ProcessNode, StopTiming } from "./stop.ts";

/** More places to rest than any real script has: a loop that counts. */
const MOST_RESTS = 200;
/** The most hooks in front of one stop: each is played for each way that those before it may end. */
const MOST_HOOKS = 20;

/** Seconds; longer than anybody waits for a hook that has no end of its own. */
const ALL_THE_TIME = 3600;

interface Gap {
  readonly reason: string;
  readonly place: Span | null;
}

/**
 * Starts the container, finds every place where it can spend its time, and plays the stop at each; finding the places may
 * cost as much as `effort`.
 */
export function playScene(scene: Scene, effort: Effort = new Effort()): readonly Play[] {
  const start = new System(scene);
  start.processes.set(1, firstProcess(scene));
  const [first] = start.processes.values();
  if (first === undefined) return [];
  execute(start, first, scene.argv, { hop: "start", name: scene.argv[0]?.text ?? "", site: null });

  const rests = new Rests();
  const daemons: Play[] = [];
  const gaps: { gap: Gap; system: System }[] = [];
  const watcher: Watcher = {
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
      if (daemons.length === 0) daemons.push(...playOfDaemon(system));
      if (system.wantsCommand) rests.leaveBehind(system, () => true);
      if ([...system.processes.values()].some(wasKilledService)) rests.leaveBehind(system, isWithoutServer);
    },
    onDropped: (system) => rests.circle(system),
    onLeftOut: (system) => rests.leaveBehind(system, () => true),
    onLost: (reason, place, system) => gaps.push({ gap: { reason, place }, system }),
    mayEnd: (system) => programsWaitedFor(system).filter(isStranger),
  };
  explore(start, watcher, effort);
  const effortOfStops = new Effort();
  const plays = rests.final().flatMap((final) => playRest(final, effortOfStops));
  const all = [...plays, ...gaps.map(({ gap, system }) => unknownPlay(system, gap))];
  return all.length === 0 ? daemons.slice(0, 1) : all;
}

/** The container ends as soon as its last command has started a daemon: what it is meant for does not run at all. */
function playOfDaemon(ended: System): readonly Play[] {
  const last = [...ended.processes.values()].at(-1);
  const isDaemon = last !== undefined && wasKilledService(last) && last.launches[0]?.hop === "background";
  if (!isDaemon || ended.wantsCommand) return [];
  const before = ended.clone();
  for (const process of before.processes.values()) if (process.end?.at === ended.now) process.end = null;
  const tree = processTree(before, ended, []) ?? emptyTree();
  return [{ outcome: "none", tree, choices: choicesOf(ended.decisions), unknown: null }];
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
    for (let at: Process | undefined = process; at !== undefined && at.pid !== 1; at = before.get(at.parent))
      if (gone.includes(at.pid)) return true;
    return false;
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

function wasKilledService({ body, end }: Process): boolean {
  return body.kind === "program" && body.role === "service" && end?.how === "killed";
}

/** Sends the stop signal to PID 1 of a resting container and follows it until the container ends or is killed. */
function playRest({ rest, timeLeft }: Final, effort: Effort): readonly Play[] {
  const before = rest.system;
  const services = servicesOf(before);
  if (services.length === 0 && before.scene.runsToEnd === true && before.living().some(isStranger)) return [];
  // Nobody stops a container that ends so soon by itself, or misses one that has nothing to finish.
  const isPassing = timeLeft !== null && (services.length === 0 || timeLeft <= before.scene.timing.startUp);
  if (isPassing) return [];
  const pids = services.map((service) => service.pid);
  return orders(pids).flatMap((slowest) => playInOrder(before, services, slowest, effort));
}

/** Nobody knows which of several services finishes first: both orders are played. */
function orders(pids: readonly number[]): readonly (readonly number[])[] {
  return pids.length > 1 ? [pids, [...pids].reverse()] : [pids];
}

/** Seconds between the ends of two services in `playInOrder`. */
const STAGGER = 0.2;

function playInOrder(
  before: System,
  services: readonly Process[],
  fromFastest: readonly number[],
  effort: Effort,
): readonly Play[] {
  const pids = services.map((service) => service.pid);
  const system = before.clone();
  system.slowness = new Map(fromFastest.map((pid, rank) => [pid, rank * STAGGER]));
  const { preStop = [], timing } = system.scene;
  const { grace, least = 0 } = timing;
  const start = system.now;
  const plays: Play[] = [];
  /** When the grace period begins. */
  const begins = (sent: number): number => (preStop.some(({ within }) => within) ? start : sent);
  const finish = (played: System, sent = played.now, isCutShort = false) => {
    const ended = played.over ? played.now - begins(sent) : null;
    plays.push(toPlay(before, played, pids, { preStop: sent - begins(sent), ended, isCutShort }));
  };
  const onLost: Watcher["onLost"] = (reason, place, lost) =>
    plays.push(unknownPlay(lost, { reason, place }, before));

  system.stoppedAt = start;
  system.startedAtStop = system.started;
  system.servicesAtStop = new Set(services.map((service) => service.name));
  system.spins = false;
  const stop = (ready: System): void => {
    const sent = ready.now;
    const killedAt = Math.max(begins(sent) + grace, sent + least);
    deliver(ready, 1, shortSignal(ready.scene.stopSignal));
    explore(
      ready,
      {
        onQuiet: (quiet, next) => {
          if (next !== null && next < killedAt) return true;
          finish(quiet, sent, next !== null);
          return false;
        },
        onEnd: (played) => finish(played, sent),
        onDropped: (played) => finish(played, sent),
        onLeftOut: () => {},
        onLost,
        mayEnd: () => [],
      },
      effort,
    );
  };
  const run = (ready: System, [hook, ...hooks]: readonly PreStop[]): void => {
    if (hook === undefined) stop(ready);
    else
      runPreStop(ready, {
        preStop: hook,
        until: start + (hook.within ? grace : ALL_THE_TIME),
        onReady: (next) => run(next, hooks),
        onEnd: (ended) => finish(ended),
        onLost,
      });
  };
  if (preStop.length > MOST_HOOKS) onLost("more hooks run before the stop than siglint plays", null, system);
  else run(system, preStop);
  return plays;
}

function toPlay(before: System, played: System, services: readonly number[], timing: StopTiming): Play {
  const outcome: Outcome = judge(played, services);
  const isBroken = outcome === "lost" || outcome === "cut" || outcome === "stuck";
  const helper = played.helper ?? unseenHelper(before, played);
  if (helper !== null && isBroken) {
    const reason = `at a stop ${helper.name} is run, and whether that ends the service is not in the files`;
    return unknownPlay(played, { reason, place: helper.place }, before);
  }
  if (played.unseen !== null && !isBroken) return unknownPlay(played, played.unseen, before);
  const tree = processTree(before, played, services) ?? emptyTree();
  return { outcome, tree, choices: choicesOf(played.decisions), timing, unknown: null };
}

/** A script that siglint cannot see into, run because of the stop. */
function unseenHelper(before: System, played: System): System["helper"] {
  const all = [...played.processes.values()];
  const found = all.find(({ pid, body }) => body.kind === "opaque" && before.get(pid) === undefined);
  return found === undefined ? null : { name: found.name, place: placeOfLaunch(found) };
}

function unknownPlay(system: System, gap: Gap, before: System = system): Play {
  const tree = processTree(before, system, []) ?? emptyTree();
  return { outcome: "unknown", tree, choices: choicesOf(system.decisions), unknown: gap };
}

function emptyTree(): ProcessNode {
  return {
    pid: 1,
    name: "",
    role: "unknown",
    signal: "never",
    end: "killed",
    launches: [],
    shell: null,
    resting: null,
    traps: [],
    children: [],
  };
}

function choicesOf(decisions: Decision | null): readonly Choice[] {
  const choices: Choice[] = [];
  for (let at = decisions; at !== null; at = at.before)
    choices.push({ span: at.span, text: at.text, taken: at.taken });
  return choices.reverse();
}
