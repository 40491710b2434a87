import { servicesOf } from "../judge.ts";
import { MOST_COUNTED_ROUNDS } from "../machine/rounds.ts";
import { nextEvent } from "../machine/scheduler.ts";
import type { System } from "../machine/system.ts";
import { forgetCounts } from "./forget-counts.ts";
import { noteOtherLaunches } from "./other-launches.ts";
import { fullKey, placeKey } from "./state-key.ts";

/** A place where the container may spend its time, the machine as it is there, and where it may go on to. */
export interface Rest {
  readonly id: number;
  readonly system: System;
  readonly next: Set<number>;
}

/** A place where the container stays. */
export interface Final {
  readonly rest: Rest;
  readonly circles: boolean;
  readonly timeLeft: number | null;
}

/** Collects the places where all processes wait, and which of them can follow which. */
export class Rests {
  readonly #byKey = new Map<string, Rest>();
  readonly #atPlace = new Map<string, { readonly rounds: number; readonly last: System }>();
  readonly all: Rest[] = [];
  readonly #left = new Set<number>();

  /** Notes that a machine rests; true where it has never rested like this before, so that it is worth going on. */
  record(system: System): boolean {
    if (this.all.length >= MOST_COUNTED_ROUNDS) this.#stopCounting(system);
    const key = fullKey(system);
    const known = this.#byKey.get(key);
    const rest = known ?? { id: this.all.length, system: system.clone(), next: new Set<number>() };
    if (known === undefined) {
      this.#byKey.set(key, rest);
      this.all.push(rest);
    } else noteOtherLaunches(known.system, system);
    for (const id of system.passed) this.all[id]?.next.add(rest.id);
    system.passed = [rest.id];
    return known === undefined;
  }

  /** Notes that a machine will rest again as it did last: what has ended is started anew. */
  comeBack({ passed }: System): void {
    for (const id of passed) this.all[id]?.next.add(id);
  }

  /** The last place where a machine has rested, as it was there; null where it has not yet. */
  lastOf({ passed }: System): System | null {
    return this.all[passed.at(-1) ?? -1]?.system ?? null;
  }

  /** A loop that counts its rounds rests at one place ever anew: after as many rounds its count is taken for any number. */
  #stopCounting(system: System): void {
    const key = placeKey(system);
    const { rounds, last } = this.#atPlace.get(key) ?? { rounds: 0, last: null };
    if (last !== null && rounds >= MOST_COUNTED_ROUNDS) forgetCounts(system, last);
    this.#atPlace.set(key, { rounds: rounds + 1, last: system.clone() });
  }

  /** Notes that a machine goes on from its last resting points to something that counts, though it is no rest. */
  leaveBehind(system: System, isMeant: (rest: Rest) => boolean): void {
    for (const id of system.passed) {
      const rest = this.all[id];
      if (rest !== undefined && isMeant(rest)) this.#left.add(id);
    }
  }

  /** Notes that a machine goes on from its last resting points as it did before: back to those in front of them. */
  circle(system: System): void {
    for (const id of system.passed) {
      const rest = this.all[id];
      rest?.next.add(id);
      for (const before of this.all) if (before.next.has(id)) rest?.next.add(before.id);
    }
  }

  /**
   * The places the container does not leave for another one: the ends of the graph, a circle of places counting as one.
   * One that it leaves as time passes, or as its server ends, only to end soon after, counts as well. With each,
   * whether it comes back to itself, and in how many seconds the container has ended by itself, null where it does not.
   */
  final(): readonly Final[] {
    const circle = circlesOf(this.all);
    const size = new Map<number, number>();
    for (const { id } of this.all) size.set(circle[id] ?? id, (size.get(circle[id] ?? id) ?? 0) + 1);
    const circles = ({ id, next }: Rest) => (size.get(circle[id] ?? id) ?? 0) > 1 || next.has(id);
    const left = timesLeft(this.all, circles);
    const isSoonOver = ({ id, system }: Rest) => (left.get(id) ?? Infinity) <= system.scene.timing.startUp;
    const leaves = new Set<number>();
    for (const { id, next } of this.all) {
      const own = circle[id] ?? id;
      const others = this.all.filter((other) => next.has(other.id) && circle[other.id] !== own);
      const isTimed = left.get(id) !== null;
      const isLeftFor = (other: Rest) =>
        !isSoonOver(other) || (!isTimed && !isEndOfServer(this.all[id]?.system, other.system));
      if (this.#left.has(id) || others.some(isLeftFor)) leaves.add(own);
    }
    return this.all.flatMap((rest) => {
      if (leaves.has(circle[rest.id] ?? rest.id)) return [];
      return [{ rest, circles: circles(rest), timeLeft: left.get(rest.id) ?? null }];
    });
  }
}

/** Between two places a known server has ended, and nothing was started that may be one: a sleep behind it is none. */
function isEndOfServer(from: System | undefined, to: System): boolean {
  const servers =
    from?.living().filter(({ body }) => body.kind === "program" && body.role === "service") ?? [];
  const hasEnded = servers.some(({ pid }) => to.alive(pid) === undefined);
  return hasEnded && servicesOf(to).every(({ pid, name }) => from?.alive(pid)?.name === name);
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
