import type { System } from "../machine/system.ts";
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
    }
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

  /**
   * The places the container does not leave for another one: the ends of the graph, a circle of places counting as one.
   * With each, whether it comes back to itself.
   */
  final(): readonly { readonly rest: Rest; readonly circles: boolean }[] {
    const reach = this.all.map((rest) => this.#reachable(rest));
    return this.all.flatMap((rest) => {
      const ahead = reach[rest.id] ?? new Set();
      const isFinal = !this.#left.has(rest.id) && [...ahead].every((id) => reach[id]?.has(rest.id) === true);
      return isFinal ? [{ rest, circles: ahead.has(rest.id) }] : [];
    });
  }

  #reachable(from: Rest): ReadonlySet<number> {
    const found = new Set<number>();
    const open = [...from.next];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      open.push(...(this.all[id]?.next ?? []));
    }
    return found;
  }
}
