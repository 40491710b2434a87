import type { System } from "../machine/system.ts";
import type { Effort } from "./effort.ts";
import { mergeSystems } from "./merge.ts";
import { comparePositions, positionOf, structureKey } from "./state-key.ts";
import { widenSystems } from "./widen.ts";

interface Waiting {
  readonly system: System;
  readonly position: readonly number[];
  key: string;
  /** Its keys where fewer words count, once they were asked for. */
  readonly coarse: { first?: string; none?: string };
}

/** More ways that differ in what they do than any script has that a person can read. */
const MOST_WAYS = 600;
/** And of those, at one place in it. */
const MOST_AT_ONE_PLACE = 24;
/** Of each variable of a machine that is merged. */
const COST_OF_VARIABLE = 30;

/** With so many ways at hand the words they were given are taken together, with more the commands among them too. */
const CROWD = 12;
const BIG_CROWD = 40;

/**
 * The machines still to be run. The one that is furthest behind in the script comes first, so that ways that part at a
 * branch meet again behind it; those that then differ in nothing of importance are merged.
 */
export class Frontier {
  readonly #waiting: Waiting[] = [];
  readonly #byKey = new Map<string, Waiting>();
  readonly #atPlace = new Map<string, number>();
  readonly #byWords = { first: new Map<string, Waiting>(), none: new Map<string, Waiting>() };
  /** Ways that were left out: there are too many. */
  readonly leftOut: System[] = [];

  readonly #effort: Effort;

  constructor(effort: Effort) {
    this.#effort = effort;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** There are so many ways at hand that not each by itself can be followed. */
  get isCrowded(): boolean {
    return this.#waiting.length >= CROWD;
  }

  add(system: System): void {
    const key = structureKey(system);
    const twin = this.#byKey.get(key);
    const merging = twin === undefined ? 0 : COST_OF_VARIABLE * countVariables(system);
    const isAffordable = this.#effort.compare(key.length + merging);
    if (twin !== undefined && isAffordable) {
      mergeSystems(twin.system, system);
      return;
    }
    if (this.isCrowded && this.#widen(system)) return;
    const position = positionOf(system);
    const place = position.join();
    const isCrowded = (this.#atPlace.get(place) ?? 0) >= MOST_AT_ONE_PLACE;
    if (isCrowded || this.#waiting.length >= MOST_WAYS || !isAffordable) {
      if (this.leftOut.length === 0) this.#effort.runShort();
      this.leftOut.push(system);
      return;
    }
    const waiting = { system, position, key, coarse: {} };
    this.#atPlace.set(place, (this.#atPlace.get(place) ?? 0) + 1);
    this.#waiting.push(waiting);
    this.#byKey.set(key, waiting);
  }

  /** Puts a machine together with one that differs from it in words only; false where there is none. */
  #widen(system: System): boolean {
    const counting = this.#waiting.length >= BIG_CROWD ? "none" : "first";
    for (const waiting of this.#waiting) this.#index(waiting, counting);
    const twin = this.#byWords[counting].get(structureKey(system, counting));
    if (twin === undefined) return false;
    widenSystems(twin.system, system);
    this.#byKey.delete(twin.key);
    twin.key = structureKey(twin.system);
    const same = this.#byKey.get(twin.key);
    if (same === undefined) this.#byKey.set(twin.key, twin);
    else {
      mergeSystems(same.system, twin.system);
      this.#remove(this.#waiting.indexOf(twin));
    }
    return true;
  }

  #index(waiting: Waiting, counting: "first" | "none"): void {
    if (waiting.coarse[counting] !== undefined) return;
    const key = structureKey(waiting.system, counting);
    waiting.coarse[counting] = key;
    this.#byWords[counting].set(key, waiting);
  }

  #remove(index: number): Waiting | undefined {
    const [removed] = this.#waiting.splice(index, 1);
    if (removed === undefined) return undefined;
    const place = removed.position.join();
    this.#atPlace.set(place, (this.#atPlace.get(place) ?? 1) - 1);
    if (this.#byKey.get(removed.key) === removed) this.#byKey.delete(removed.key);
    for (const counting of ["first", "none"] as const) {
      const key = removed.coarse[counting];
      if (key !== undefined && this.#byWords[counting].get(key) === removed)
        this.#byWords[counting].delete(key);
    }
    return removed;
  }

  /** Whether a machine is still behind all that wait here, so that it need not wait with them. */
  isFurthestBehind(system: System): boolean {
    const position = positionOf(system);
    return this.#waiting.every((other) => comparePositions(position, other.position) < 0);
  }

  /** Takes out the machine that is furthest behind; undefined where none is left. */
  take(): System | undefined {
    let first = 0;
    for (let index = 1; index < this.#waiting.length; index++) {
      const [a, b] = [this.#waiting[index], this.#waiting[first]];
      if (a !== undefined && b !== undefined && comparePositions(a.position, b.position) < 0) first = index;
    }
    return this.#remove(first)?.system;
  }
}

function countVariables(system: System): number {
  let count = 0;
  for (const { body } of system.processes.values()) if (body.kind === "shell") count += body.variables.size;
  return count;
}
