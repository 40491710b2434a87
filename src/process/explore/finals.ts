import type { While } from "../../shell/syntax.ts";
import { servicesOf } from "../judge.ts";
import type { Process, ShellBody } from "../machine/process.ts";
import { endlessLoopOf } from "../machine/repeated-jobs.ts";
import { nextEvent } from "../machine/scheduler.ts";
import type { System } from "../machine/system.ts";
import type { Waiting } from "../machine/waiting.ts";
import { framesKey } from "./frames-key.ts";
import type { Rest } from "./rests.ts";

/** A place where the container stays. */
export interface Final {
  readonly rest: Rest;
  /** It comes back to itself. */
  readonly circles: boolean;
  /** In how many seconds the container has ended by itself; null where it does not. */
  readonly timeLeft: number | null;
}

/** Seconds: whoever stops a container meets it at a place where it is for so long, whatever comes later. */
const LONG_STAY = 60;

/**
 * The places the container does not leave for another one: the ends of the graph, a circle of places counting as one.
 * One that it leaves as time passes, or as its service ends, only to end soon after, counts as well, and so does one that
 * is left after a long time by what its background does. `left`: those that it leaves for something that is no place.
 */
export function finalsOf(rests: readonly Rest[], left: ReadonlySet<number>): readonly Final[] {
  const circle = circlesOf(rests);
  const size = new Map<number, number>();
  for (const { id } of rests) size.set(circle[id] ?? id, (size.get(circle[id] ?? id) ?? 0) + 1);
  const circles = ({ id, next }: Rest) => (size.get(circle[id] ?? id) ?? 0) > 1 || next.has(id);
  const times = timesLeft(rests, circles);
  const isSoonOver = ({ id, system }: Rest) => (times.get(id) ?? Infinity) <= system.scene.timing.startUp;
  const isLeftFor = (rest: Rest, other: Rest): boolean => {
    if ((circle[rest.id] ?? rest.id) === circle[other.id] || isLongBefore(rest.system, other.system))
      return false;
    const isEpilogue = isEndOfJob(rest.system, other.system) && times.get(other.id) !== null;
    if (isEpilogue || isOutlivedByLoop(rest.system, other.system)) return false;
    const isTimed = times.get(rest.id) !== null;
    return !isSoonOver(other) || (!isTimed && !isEndOfService(rest.system, other.system));
  };
  const ways = waysOn(rests, isLeftFor);
  const met = metOn(rests, ways);
  const leaves = new Set<number>();
  for (const rest of rests) {
    const isLeft = (ways.get(rest.id) ?? []).some((other) => isLeftFor(rest, other));
    if (met.has(rest.id) && (left.has(rest.id) || isLeft)) leaves.add(circle[rest.id] ?? rest.id);
  }
  return rests.flatMap((rest) => {
    if (!met.has(rest.id) || leaves.has(circle[rest.id] ?? rest.id)) return [];
    return [{ rest, circles: circles(rest), timeLeft: times.get(rest.id) ?? null }];
  });
}

/**
 * The places behind each. Where the main process goes on to another, what it waits for now is set-up: that a service of
 * the background ends meanwhile is a failure of that, and no place to stay, though the set-up is all that is left there.
 */
function waysOn(
  rests: readonly Rest[],
  isLeftFor: (rest: Rest, other: Rest) => boolean,
): ReadonlyMap<number, readonly Rest[]> {
  return new Map(
    rests.map((rest) => {
      const all = rests.filter(({ id }) => rest.next.has(id));
      const isSetUp = all.some((other) => !isMainAtRest(rest.system, other.system) && isLeftFor(rest, other));
      const failsIn = (other: Rest) =>
        isMainAtRest(rest.system, other.system) && isEndOfService(rest.system, other.system);
      return [rest.id, isSetUp ? all.filter((other) => !failsIn(other)) : all];
    }),
  );
}

/** The places that a container can come to on those ways. */
function metOn(rests: readonly Rest[], ways: ReadonlyMap<number, readonly Rest[]>): ReadonlySet<number> {
  const open = rests.filter(({ isFirst }) => isFirst);
  const met = new Set(open.map(({ id }) => id));
  for (let rest = open.pop(); rest !== undefined; rest = open.pop()) {
    for (const other of ways.get(rest.id) ?? []) {
      if (met.has(other.id)) continue;
      met.add(other.id);
      open.push(other);
    }
  }
  return met;
}

/** What the container's own command has become: PID 1, or what it supervises first. */
function mainOf(system: System): Process | undefined {
  let main = system.alive(1);
  while (main?.body.kind === "supervisor") main = system.alive(main.body.children[0] ?? 0);
  return main;
}

/** Between two places the main process has done nothing: only others have ended or gone on. */
function isMainAtRest(from: System, to: System): boolean {
  const [before, after] = [mainOf(from), mainOf(to)];
  if (before === undefined || after === undefined || !isSame(before, after)) return false;
  return (
    before.body.kind !== "shell" || after.body.kind !== "shell" || isAsFar(from, before.body, to, after.body)
  );
}

/** Two shells wait for the same at one place of their scripts. */
function isAsFar(from: System, before: ShellBody, to: System, after: ShellBody): boolean {
  const waited = (system: System, { waiting }: ShellBody) =>
    waiting !== null && "pids" in waiting ? waiting.pids.map((pid) => system.get(pid)?.name).join("\0") : "";
  return (
    before.waiting?.kind === after.waiting?.kind &&
    waited(from, before) === waited(to, after) &&
    framesKey(before.frames, "all") === framesKey(after.frames, "all")
  );
}

/** One process at two moments, or two that one command has started. */
function isSame(one: Process, other: Process): boolean {
  const [site, otherSite] = [one.launches.at(-1)?.site, other.launches.at(-1)?.site];
  return one.name === other.name && site?.start === otherSite?.start && site?.script === otherSite?.script;
}

function runsIn(system: System, process: Process): boolean {
  return system.living().some((other) => isSame(process, other));
}

/** Services run there for a long time, until something in the background goes on, and run on then. */
function isLongBefore(from: System, to: System): boolean {
  const next = nextEvent(from);
  if (next === null || next - from.now < LONG_STAY) return false;
  const services = servicesOf(from);
  const goOn = services.every((service) => runsIn(to, service));
  return services.length > 0 && goOn && isMainAtRest(from, to);
}

/** Between two places a service has ended, and nothing was started that may be one: a sleep behind it is none. */
function isEndOfService(from: System, to: System): boolean {
  const hasEnded = servicesOf(from).some((service) => !runsIn(to, service) || isGivenUp(from, to, service));
  return hasEnded && servicesOf(to).every((service) => runsIn(from, service));
}

/** The `wait` that the main process is in. */
function waitOfMain(system: System): Extract<Waiting, { kind: "wait" }> | null {
  const main = mainOf(system)?.body;
  return main?.kind === "shell" && main.waiting?.kind === "wait" ? main.waiting : null;
}

/** The endless loop that the main process goes round. */
function loopOfMain(system: System): While | null {
  const main = mainOf(system)?.body;
  return main?.kind === "shell" ? endlessLoopOf(main.frames) : null;
}

/** `server & while true; do wait; done`: the service has ended, and the loop has nothing left to wait for. */
function isOutlivedByLoop(from: System, to: System): boolean {
  const pids = waitOfMain(from)?.pids ?? [];
  const waitsForService = servicesOf(from).some(({ pid }) => pids.includes(pid));
  const loop = loopOfMain(from);
  return waitsForService && loop !== null && loop === loopOfMain(to) && servicesOf(to).length === 0;
}

/** The main shell waited for it and for something else, which has ended, so that it is told to end as well. */
function isGivenUp(from: System, to: System, service: Process): boolean {
  const then =
    waitOfMain(from)?.pids.includes(service.pid) === true ? to.alive(service.pid)?.body : undefined;
  return then?.kind === "program" && then.endsAt !== null;
}

/** The job that the main process has waited for by `wait` is over, and no service is left: what follows is an epilogue. */
function isEndOfJob(from: System, to: System): boolean {
  return waitOfMain(from) !== null && servicesOf(to).length === 0 && isEndOfService(from, to);
}

/** For each place in how many seconds the container has ended by itself; null where that is not a matter of time. */
function timesLeft(
  rests: readonly Rest[],
  circles: (rest: Rest) => boolean,
): ReadonlyMap<number, number | null> {
  const times = new Map<number, number | null>();
  const timeLeft = (rest: Rest): number | null => {
    const known = times.get(rest.id);
    if (known !== undefined) return known;
    const next = nextEvent(rest.system);
    let time = next === null || circles(rest) ? null : next - rest.system.now;
    for (const id of time === null ? [] : rest.next) {
      const after = rests[id] === undefined ? 0 : timeLeft(rests[id]);
      time = time === null || after === null ? null : Math.max(time, (next ?? 0) - rest.system.now + after);
    }
    times.set(rest.id, time);
    return time;
  };
  for (const rest of rests) timeLeft(rest);
  return times;
}

/** For each place a number that it shares with those it circles with: Tarjan's strongly connected components. */
function circlesOf(rests: readonly Rest[]): readonly number[] {
  const circle: number[] = [];
  const order: number[] = [];
  const low: number[] = [];
  const open: number[] = [];
  let visited = 0;
  for (const { id: root } of rests) {
    if (order[root] !== undefined) continue;
    const path: { readonly id: number; readonly ways: number[] }[] = [];
    const enter = (id: number) => {
      order[id] = low[id] = visited++;
      open.push(id);
      path.push({ id, ways: [...(rests[id]?.next ?? [])] });
    };
    enter(root);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const { id, ways } = at;
      const way = ways.pop();
      if (way !== undefined) {
        if (order[way] === undefined) enter(way);
        else if (circle[way] === undefined) low[id] = Math.min(low[id] ?? 0, order[way] ?? 0);
        continue;
      }
      path.pop();
      const from = path.at(-1)?.id;
      if (from !== undefined) low[from] = Math.min(low[from] ?? 0, low[id] ?? 0);
      if (low[id] !== order[id]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        circle[member] = id;
        if (member === id) break;
      }
    }
  }
  return circle;
}
