import type { System } from "../machine/system.ts";
import { mergeSystems } from "./merge.ts";
import { comparePositions, positionOf, structureKey } from "./state-key.ts";

interface Waiting {
  readonly system: System;
  readonly position: readonly number[];
  readonly key: string;
}

/**
 * The machines still to be run. The one that is furthest behind in the script comes first, so that ways that part at a
 * branch meet again behind it; those that then differ in nothing of importance are merged.
 */
export class Frontier {
  readonly #waiting: Waiting[] = [];
  /** How often a machine was put here: the measure of the work. */
  meetings = 0;

  get size(): number {
    return this.#waiting.length;
  }

  add(system: System): void {
    this.meetings++;
    const key = structureKey(system);
    const twin = this.#waiting.find((other) => other.key === key);
    if (twin !== undefined) mergeSystems(twin.system, system);
    else this.#waiting.push({ system, position: positionOf(system), key });
  }

  /** Takes out the machine that is furthest behind; undefined where none is left. */
  take(): System | undefined {
    let first = 0;
    for (let index = 1; index < this.#waiting.length; index++) {
      const [a, b] = [this.#waiting[index], this.#waiting[first]];
      if (a !== undefined && b !== undefined && comparePositions(a.position, b.position) < 0) first = index;
    }
    return this.#waiting.splice(first, 1)[0]?.system;
  }
}
