import { nextEvent } from "../machine/scheduler.ts";
import type { System } from "../machine/system.ts";
import { countTimes, withoutTimes } from "./state-key.ts";

/** So many show what a stop does to sleeps that are apart by different times. */
const MOST_PHASES = 4;

/** Seconds: shorter than anything that a script does. */
const MOMENT = 0.001;

/** A place that was met often enough, by the number of its first phase. */
interface Phase {
  readonly place: number;
  /** How often it was met since. */
  readonly turn: number;
}

/**
 * The phases of places where several things are timed: loops that sleep for different times, side by side, are apart by
 * ever other times, and do the same in all of them.
 */
export class Phases {
  readonly #places = new Map<string, { readonly place: number; met: number }>();

  /** Notes that a machine is at a place that nobody has met like this; null where that is worth a look by itself. */
  meet(key: string, next: number): Phase | null {
    if (countTimes(key) < 2) return null;
    const place = withoutTimes(key);
    const before = this.#places.get(place);
    if (before === undefined) this.#places.set(place, { place: next, met: 1 });
    else if (before.met++ >= MOST_PHASES) return { place: before.place, turn: before.met - MOST_PHASES - 1 };
    return null;
  }
}

/**
 * What sleeps longest is let end first, at the next turn the one behind it, so that what each does then is seen without
 * all the rounds of the others before; false where each has had its turn.
 */
export function endInTurn(system: System, turn: number): boolean {
  const timed = system
    .living()
    .flatMap(({ body }) =>
      body.kind === "program" && body.endsAt !== null ? [{ body, at: body.endsAt }] : [],
    )
    .sort((a, b) => b.at - a.at);
  const chosen = timed[turn]?.body;
  if (chosen === undefined) return false;
  chosen.endsAt = Math.max(system.now, (nextEvent(system) ?? system.now) - MOMENT);
  return true;
}
