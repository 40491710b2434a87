import { MOST_COUNTED_ROUNDS } from "../machine/rounds.ts";
import type { System } from "../machine/system.ts";
import { type Final, finalsOf } from "./finals.ts";
import { forgetCounts } from "./forget-counts.ts";
import { noteOtherLaunches } from "./other-launches.ts";
import { endInTurn, Phases } from "./phases.ts";
import { fullKey, placeKey } from "./state-key.ts";

/** A place where the container may spend its time, the machine as it is there, and where it may go on to. */
export interface Rest {
  readonly id: number;
  readonly system: System;
  readonly next: Set<number>;
  /** A machine came here before it had rested anywhere. */
  isFirst: boolean;
}

/** Collects the places where all processes wait, and which of them can follow which. */
export class Rests {
  readonly #byKey = new Map<string, Rest>();
  readonly #atPlace = new Map<string, { readonly rounds: number; readonly last: System }>();
  readonly #phases = new Phases();
  readonly all: Rest[] = [];
  readonly #left = new Set<number>();

  /** Notes that a machine rests; true where it has never rested like this before, so that it is worth going on. */
  record(system: System): boolean {
    if (this.all.length >= MOST_COUNTED_ROUNDS) this.#stopCounting(system);
    const key = fullKey(system);
    const known = this.#byKey.get(key);
    const phase = known === undefined ? this.#phases.meet(key, this.all.length) : null;
    const rest = known ?? this.all[phase?.place ?? -1] ?? this.#add(key, system);
    if (known !== undefined) noteOtherLaunches(known.system, system);
    if (system.passed.length === 0) rest.isFirst = true;
    for (const id of system.passed) this.all[id]?.next.add(rest.id);
    system.passed = [rest.id];
    return phase === null ? known === undefined : endInTurn(system, phase.turn);
  }

  #add(key: string, system: System): Rest {
    const rest = { id: this.all.length, system: system.clone(), next: new Set<number>(), isFirst: false };
    this.#byKey.set(key, rest);
    this.all.push(rest);
    return rest;
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

  /** The places where the container stays. */
  final(): readonly Final[] {
    return finalsOf(this.all, this.#left);
  }
}
