import type { System } from "../machine/system.ts";
import { mergeSystems } from "./merge.ts";
import { comparePositions, positionOf, structureKey } from "./state-key.ts";

interface Waiting {
  readonly system: System;
  readonly position: readonly number[];
  readonly key: string;
}

/** More ways that differ in what they do than any script has that a person can read. */
const MOST_WAYS = 600;
/** What comparing machines may cost in all, counted in characters of their keys and in variables. */
const MOST_COMPARED = 12_000_000;
const COST_OF_VARIABLE = 30;

/**
 * The machines still to be run. The one that is furthest behind in the script comes first, so that ways that part at a
 * branch meet again behind it; those that then differ in nothing of importance are merged.
 */
export class Frontier {
  readonly #waiting: Waiting[] = [];
  readonly #byKey = new Map<string, Waiting>();
  #compared = 0;
  /** Ways that were left out: there are too many. */
  readonly leftOut: System[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  add(system: System): void {
    const key = structureKey(system);
    this.#compared += key.length + COST_OF_VARIABLE * countVariables(system);
    const twin = this.#byKey.get(key);
    if (twin !== undefined && this.#compared <= MOST_COMPARED) {
      mergeSystems(twin.system, system);
      return;
    }
    if (this.#waiting.length >= MOST_WAYS || this.#compared > MOST_COMPARED) {
      this.leftOut.push(system);
      return;
    }
    const waiting = { system, position: positionOf(system), key };
    this.#waiting.push(waiting);
    this.#byKey.set(key, waiting);
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
    const [taken] = this.#waiting.splice(first, 1);
    if (taken !== undefined) this.#byKey.delete(taken.key);
    return taken?.system;
  }
}

function countVariables(system: System): number {
  let count = 0;
  for (const { body } of system.processes.values()) if (body.kind === "shell") count += body.variables.size;
  return count;
}
