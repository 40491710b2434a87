import type { Span } from "../../span.ts";
import { endProcess } from "../machine/lifecycle.ts";
import type { Process } from "../machine/process.ts";
import { advanceTo, nextEvent, nextRunnable } from "../machine/scheduler.ts";
import { step } from "../machine/step.ts";
import type { System } from "../machine/system.ts";
import { Frontier } from "./frontier.ts";

/** How far one play is followed before it counts as unknown. */
const MOST_STEPS = 200_000;
const MOST_WAYS = 200;
const MOST_MEETINGS = 20_000;
/** A shell that takes this many steps without time passing is busy for ever. */
const BUSY_STEPS = 20_000;

/** What is done when every process of a machine waits. */
export interface Watcher {
  /** True to go on behind this point. */
  readonly onQuiet: (system: System, next: number | null) => boolean;
  /** The machine's PID 1 has ended. */
  readonly onEnd: (system: System) => void;
  /** The play cannot be followed. */
  readonly onLost: (reason: string, place: Span | null, system: System) => void;
  /** Processes that may end by themselves at a quiet point, so that whoever waits for them goes on. */
  readonly mayEnd: (system: System) => readonly Process[];
}

/** Runs machines until each has ended, is lost, or is told to stop at a quiet point. */
export function explore(start: System, watcher: Watcher): void {
  const frontier = new Frontier();
  frontier.add(start);
  let steps = 0;
  for (let system = frontier.take(); system !== undefined; system = frontier.take()) {
    let busy = 0;
    let quietAt = system.now;
    for (;;) {
      if (system.lost !== null) {
        watcher.onLost(system.lost.reason, system.lost.place, system);
        break;
      }
      if (system.over) {
        watcher.onEnd(system);
        break;
      }
      if (++steps > MOST_STEPS || frontier.size > MOST_WAYS || frontier.meetings > MOST_MEETINGS) {
        watcher.onLost("there are more ways through it than siglint follows", null, system);
        return;
      }
      const runnable = nextRunnable(system);
      if (runnable !== null && busy < BUSY_STEPS) {
        busy = system.now === quietAt ? busy + 1 : 0;
        quietAt = system.now;
        const successors = step(system, runnable.process, runnable.shell);
        if (successors !== null) {
          for (const successor of successors) frontier.add(successor);
          break;
        }
        if (frontier.size > 0 && isBetweenCommands(runnable.shell.frames?.frame.kind)) {
          frontier.add(system);
          break;
        }
        continue;
      }
      if (system.over) continue;
      if (!passQuietPoint(system, watcher, frontier, runnable !== null)) break;
      busy = 0;
    }
  }
}

function isBetweenCommands(top: string | undefined): boolean {
  return top === "list" || top === "exit" || top === undefined;
}

/** Everything waits. Time passes, or somebody's program ends: false where this machine is done with. */
function passQuietPoint(system: System, watcher: Watcher, frontier: Frontier, isBusy: boolean): boolean {
  const next = isBusy ? null : nextEvent(system);
  const isInstant = next !== null && next <= system.now;
  if (!isInstant && !watcher.onQuiet(system, next)) return false;
  const ending = isInstant || isBusy ? [] : watcher.mayEnd(system);
  if (ending.length > 0) {
    const copy = system.clone();
    for (const { pid } of ending) {
      const process = copy.alive(pid);
      if (process !== undefined) endProcess(copy, process, "finished", "unknown");
    }
    frontier.add(copy);
  }
  if (next === null) return false;
  advanceTo(system, next);
  return true;
}
