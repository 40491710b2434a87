import type { PreStop } from "../container/container.ts";
import type { Outcome } from "../diagnostic.ts";
import type { Choice } from "./choice.ts";
import { Effort } from "./explore/effort.ts";
import { explore, type Watcher } from "./explore/explore.ts";
import type { Final } from "./explore/finals.ts";
import { judge, servicesOf } from "./judge.ts";
import { deliver } from "./machine/lifecycle.ts";
import { placeOfLaunch } from "./machine/place.ts";
import type { Process } from "./machine/process.ts";
import { shortSignal } from "./machine/signal-names.ts";
import { isStranger } from "./machine/stranger.ts";
import type { Decision, System } from "./machine/system.ts";
import { runPreStop } from "./pre-stop.ts";
import { processTree } from "./process-tree.ts";
import type { Gap, StartUp } from "./start-up.ts";
import type { Play, ProcessNode, StopTiming } from "./stop.ts";

/** The most hooks in front of one stop: each is played for each way that those before it may end. */
const MOST_HOOKS = 20;

/** Seconds; longer than anybody waits for a hook that has no end of its own. */
const ALL_THE_TIME = 3600;

/** Plays the stop of a started container at each place where it can spend its time, with as many seconds until SIGKILL. */
export function playStops({ finals, daemon, gaps }: StartUp, grace: number): readonly Play[] {
  const effort = new Effort();
  // Where the services run tells a reader more than where a loop is about to start them anew.
  const running = new Map(finals.map((final) => [final, servicesOf(final.rest.system).length]));
  const inOrder = [...finals].sort((a, b) => (running.get(b) ?? 0) - (running.get(a) ?? 0));
  const plays = inOrder.flatMap((final) => playRest(final, grace, effort));
  const all = [...plays, ...gaps.map(({ gap, system }) => unknownPlay(system, gap))];
  return all.length === 0 && daemon !== null ? [playOfDaemon(daemon)] : all;
}

function playOfDaemon(ended: System): Play {
  const before = ended.clone();
  for (const process of before.processes.values()) if (process.end?.at === ended.now) process.end = null;
  const tree = processTree(before, ended, []) ?? emptyTree();
  return { outcome: "none", tree, choices: choicesOf(ended.decisions), unknown: null };
}

/** Sends the stop signal to PID 1 of a resting container and follows it until the container ends or is killed. */
function playRest({ rest, timeLeft }: Final, grace: number, effort: Effort): readonly Play[] {
  const before = rest.system;
  const services = servicesOf(before);
  if (services.length === 0 && before.scene.runsToEnd === true && before.living().some(isStranger)) return [];
  if (isPassing(before, services, timeLeft)) return [];
  const pids = services.map((service) => service.pid);
  return orders(pids).flatMap((slowest) => playInOrder(before, services, slowest, { grace, effort }));
}

/** Seconds: what sleeps for so long is there to be stopped (`sleep 3600`), though it would end by itself. */
const LONG_SLEEP = 3600;

/** Nobody stops a container that ends so soon by itself, or misses one that has nothing to finish. */
function isPassing({ scene }: System, services: readonly Process[], timeLeft: number | null): boolean {
  if (timeLeft === null) return false;
  if (services.length > 0) return timeLeft <= scene.timing.startUp;
  return timeLeft < LONG_SLEEP || scene.runsToEnd === true;
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
  { grace, effort }: { readonly grace: number; readonly effort: Effort },
): readonly Play[] {
  const pids = services.map((service) => service.pid);
  const system = atStop(before, services, fromFastest);
  const { preStop = [], timing } = system.scene;
  const { least = 0 } = timing;
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

  const stop = (ready: System): void => {
    const sent = ready.now;
    const killedAt = Math.max(begins(sent) + grace, sent + least);
    deliver(ready, 1, shortSignal(ready.scene.stopSignal));
    explore(
      [ready],
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

/** The container at the moment at which its stop begins. */
function atStop(before: System, services: readonly Process[], fromFastest: readonly number[]): System {
  const system = before.clone();
  system.slowness = new Map(fromFastest.map((pid, rank) => [pid, rank * STAGGER]));
  system.stoppedAt = system.now;
  system.livingAtStop = new Set(system.living().map(({ pid }) => pid));
  system.startedAtStop = system.started;
  system.servicesAtStop = new Set(services.map((service) => service.name));
  system.endSpins();
  return system;
}

function toPlay(before: System, played: System, services: readonly number[], timing: StopTiming): Play {
  const outcome: Outcome = judge(played, services);
  const isBroken = outcome === "lost" || outcome === "cut" || outcome === "stuck";
  const helper = played.helper ?? unseenHelper(before, played);
  if (helper !== null && isBroken) {
    const reason = `at a stop ${helper.what}, and whether that ends the service is not in the files`;
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
  return found === undefined ? null : { what: `${found.name} is run`, place: placeOfLaunch(found) };
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
