import type { System } from "../machine/system.ts";
import { noteOtherLaunches } from "./other-launches.ts";
import { fullKey } from "./state-key.ts";

/** A place where the container may spend its time, the machine as it is there, and where it may go on to. */
export interface Rest {
  readonly id: number;
  readonly system: System;
  readonly next: Set<number>;
}

/** Collects the places where all processes wait, and which of them can follow which. */
export class Rests {
  readonly #byKey = new Map<string, Rest>();
  readonly all: Rest[] = [];
  readonly #left = new Set<number>();

  /** Notes that a machine rests; true where it has never rested like this before, so that it is worth going on. */
  record(system: System): boolean {
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
   * With each, whether it comes back to itself.
   */
  final(): readonly { readonly rest: Rest; readonly circles: boolean }[] {
    const circle = circlesOf(this.all);
    const leaves = new Set<number>();
    const size = new Map<number, number>();
    for (const { id, next } of this.all) {
      const own = circle[id] ?? id;
      size.set(own, (size.get(own) ?? 0) + 1);
      if (this.#left.has(id) || [...next].some((other) => circle[other] !== own)) leaves.add(own);
    }
    return this.all.flatMap((rest) => {
      const own = circle[rest.id] ?? rest.id;
      if (leaves.has(own)) return [];
      return [{ rest, circles: (size.get(own) ?? 0) > 1 || rest.next.has(rest.id) }];
    });
  }
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
