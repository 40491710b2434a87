import type { Launch, Process } from "../machine/process.ts";
import type { System } from "../machine/system.ts";

/**
 * More than anybody mends by hand. A script that starts itself anew at several places comes to be in as many ways as it
 * has rounds to choose them in.
 */
const MOST_OTHER_LAUNCHES = 12;

/**
 * Notes in one machine how the processes came to be in another that is the same but for that: what is wrong with the
 * service in one arm of a `case` is wrong in the next arm too, and is to be mended there as well.
 */
export function noteOtherLaunches(into: System, other: System): void {
  const others = other.living();
  for (const [rank, process] of into.living().entries()) {
    const twin = others[rank];
    if (twin === undefined || twin.name !== process.name) continue;
    for (const launches of [twin.launches, ...twin.otherLaunches]) note(process, launches);
  }
}

function note(process: Process, launches: readonly Launch[]): void {
  if (process.otherLaunches.length >= MOST_OTHER_LAUNCHES) return;
  const isKnown = [process.launches, ...process.otherLaunches].some((known) => isSame(known, launches));
  if (!isKnown) process.otherLaunches = [...process.otherLaunches, launches];
}

function isSame(one: readonly Launch[], other: readonly Launch[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((launch, index) => isSameLaunch(launch, other[index]));
}

function isSameLaunch(one: Launch, other: Launch | undefined): boolean {
  return (
    one.hop === other?.hop &&
    one.site?.start === other.site?.start &&
    one.site?.script.source.file === other.site?.script.source.file
  );
}
