import type { Span } from "../../span.ts";
import type { Process, ShellBody } from "../machine/process.ts";
import { advanceTo, nextEvent, nextRunnable } from "../machine/scheduler.ts";
import { step } from "../machine/step.ts";
import type { System } from "../machine/system.ts";
import { Effort } from "./effort.ts";
import { afterEnds } from "./ends.ts";
import { Frontier } from "./frontier.ts";
import { waysBeside } from "./ways-beside.ts";

const MOST_PROCESSES = 50;
/** Looking at so many costs as much as the step itself. */
const PROCESSES_FOR_ONE = 16;

export const TOO_MANY_WAYS = "there are more ways through it than siglint follows";

/** What is done at the points that matter of a play. */
export interface Watcher {
  /** Every process waits, until `next` or for ever: true to go on behind this point. */
  readonly onQuiet: (system: System, next: number | null) => boolean;
  /** The machine's PID 1 has ended. */
  readonly onEnd: (system: System) => void;
  /** The machine goes round and round, on ways that are all followed already. */
  readonly onDropped: (system: System) => void;
  /** A shell is about to take up a statement: false where the machine is not to be followed. */
  readonly onStatement?: (system: System, pid: number, shell: ShellBody) => boolean;
  /** The machine is not followed any further. */
  readonly onLeftOut: (system: System) => void;
  /** The play, or a part of it, cannot be followed. */
  readonly onLost: (reason: string, place: Span | null, system: System) => void;
  /** Processes that may end by themselves at a quiet point, so that whoever waits for them goes on. */
  readonly mayEnd: (system: System) => readonly Process[];
}

/** Runs machines until each has ended, is lost, or is told to stop at a quiet point; or until the effort is spent. */
export function explore(
  starts: readonly [System, ...System[]],
  watcher: Watcher,
  effort: Effort = new Effort(),
): void {
  const frontier = new Frontier(effort);
  for (const start of starts) frontier.add(start);
  for (let system = frontier.take(); system !== undefined; system = frontier.take()) {
    if (effort.steps > 0) effort.steps = follow(system, watcher, frontier, effort.steps);
    else frontier.leftOut.push(system);
  }
  if (effort.steps > 0 && frontier.leftOut.length === 0) return;
  for (const system of frontier.leftOut) watcher.onLeftOut(system);
  watcher.onLost(TOO_MANY_WAYS, null, starts[0]);
}

/** Follows one machine to its end, or until it parts or falls behind another; gives the steps that are left. */
function follow(system: System, watcher: Watcher, frontier: Frontier, steps: number): number {
  for (let left = steps; left > 0; left -= costOf(system)) {
    if (system.processes.size > MOST_PROCESSES && system.living().length > MOST_PROCESSES) {
      system.giveUp("it starts more and more processes", null);
    }
    if (system.lost !== null) {
      watcher.onLost(system.lost.reason, system.lost.place, system);
      return left;
    }
    if (system.dropped) {
      watcher.onDropped(system);
      return left;
    }
    if (system.over) {
      watcher.onEnd(system);
      return left;
    }
    const runnable = nextRunnable(system);
    if (runnable === null) {
      const goesOn = system.over || system.lost !== null;
      if (!goesOn && !passQuietPoint(system, watcher, frontier)) return left;
      continue;
    }
    const { process, shell } = runnable;
    const isStatement = shell.frames?.frame.kind === "list";
    if (isStatement && watcher.onStatement?.(system, process.pid, shell) === false) return left;
    system.moved = true;
    const { frames } = shell;
    const successors = step(system, process, shell);
    if (successors !== null) {
      const ways = waysBeside(system, { process, frames }, successors, frontier.isCrowded);
      for (const way of ways) frontier.add(way);
      return left;
    }
    const meets = frontier.size > 0 && isMeeting(shell.frames?.frame.kind);
    if (meets && !frontier.isFurthestBehind(system)) {
      frontier.add(system);
      return left;
    }
  }
  frontier.leftOut.push(system);
  return 0;
}

/** A step looks at all processes, the ended ones as well. */
function costOf({ processes }: System): number {
  return 1 + Math.floor(processes.size / PROCESSES_FOR_ONE);
}

/** Where ways that part at a branch meet again: in front of a command, and where a status is about to be looked at. */
const MEETINGS: ReadonlySet<string> = new Set(["list", "exit", "if", "and-or", "loop"]);

function isMeeting(top: string | undefined): boolean {
  return top === undefined || MEETINGS.has(top);
}

/** Seconds: shorter than anything that a script does. */
const MOMENT = 0.001;

function hasJustEnded(system: System): boolean {
  return [...system.processes.values()].some(({ end }) => end?.at === system.now);
}

/** Everything waits. Time passes, or somebody's program ends: false where this machine is done with. */
function passQuietPoint(system: System, watcher: Watcher, frontier: Frontier): boolean {
  // Somebody's program has ended and nobody took notice: it was no different place to rest before.
  if (!system.moved) return false;
  if (system.spins && hasJustEnded(system)) {
    // A loop that spins goes on behind this very moment, in which what has died can still be asked for.
    advanceTo(system, system.now + MOMENT);
    return true;
  }
  const next = nextEvent(system);
  const isInstant = next !== null && next <= system.now;
  if (!isInstant && !watcher.onQuiet(system, next)) return false;
  const ending = isInstant || system.spins ? [] : watcher.mayEnd(system);
  for (const machine of afterEnds(system, ending)) frontier.add(machine);
  if (next === null) return false;
  advanceTo(system, next);
  return true;
}
