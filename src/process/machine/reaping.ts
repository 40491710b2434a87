import type { Process, ShellBody } from "./process.ts";
import type { System } from "./system.ts";

/** What a shell still knows of its ended children. */
export interface Reaped {
  /** `wait` has told of them. */
  readonly told: readonly number[];
  /** Forgotten: to `wait` they are no children (127). */
  readonly gone: readonly number[];
  /** They ended before or while the shell waited for something. */
  readonly seen: readonly number[];
  /** The job table of dash and ash: which background child has which place; null is free. */
  readonly places: readonly (number | null)[];
}

export const NONE_REAPED: Reaped = { told: [], gone: [], seen: [], places: [] };

/**
 * A `wait` has told of these: bash forgets them after a plain `wait`, those that others have told of before included, as
 * `sh` after any; dash and ash a little later.
 */
export function tell(system: System, shell: ShellBody, pids: readonly number[], all: boolean): void {
  const ended = pids.filter((pid) => system.alive(pid) === undefined);
  const { told, gone } = shell.reaped;
  if (shell.shell !== "bash" || !(all || shell.posix))
    shell.reaped = { ...shell.reaped, told: [...told, ...ended] };
  else if (all) {
    const forgotten = ended.filter((pid) => !isKept(system, shell, pid));
    shell.reaped = { ...shell.reaped, told: [], gone: [...gone, ...told, ...forgotten] };
  } else shell.reaped = { ...shell.reaped, gone: [...gone, ...ended] };
}

/**
 * bash keeps the status of `$!` through a plain `wait`, unless that was the last child to end, its foreground included;
 * bash -c, unless called sh, never does.
 */
function isKept(system: System, shell: ShellBody, pid: number): boolean {
  if (pid !== shell.background || (shell.options.commandString && !shell.posix)) return false;
  const child = system.get(pid);
  const isLater = ({ parent, end }: Process) =>
    parent === child?.parent && (end?.at ?? 0) > (child.end?.at ?? 0);
  return [...system.processes.values()].some(isLater);
}

/** A fork takes the first place of the job table that is free, or that of a job that was told of (jobs.c, makejob). */
export function takePlace(shell: ShellBody): void {
  if (shell.shell === "bash") return;
  const { told, gone, places } = shell.reaped;
  const at = places.findIndex((pid) => pid === null || told.includes(pid));
  if (at === -1) {
    shell.reaped = { ...shell.reaped, places: [...places, null] };
    return;
  }
  const forgotten = places[at];
  if (forgotten === null || forgotten === undefined) return;
  shell.reaped = { ...shell.reaped, gone: [...gone, forgotten], places: places.with(at, null) };
}

/** The child that was just forked stays in the background, and keeps its place. */
export function keepPlace(shell: ShellBody, pid: number): void {
  const { places } = shell.reaped;
  const at = places.indexOf(null);
  if (at !== -1) shell.reaped = { ...shell.reaped, places: places.with(at, pid) };
}

/** The shell has waited; what else has ended was seen on the way, but for what fell together with a signal. */
export function seeEnded(system: System, shell: ShellBody, inPeace = true): void {
  const { seen } = shell.reaped;
  const isPast = (at: number | undefined) => at !== undefined && (inPeace || at < system.now);
  const ended = shell.jobs.flatMap((job) => job.pids).filter((pid) => isPast(system.get(pid)?.end?.at));
  if (ended.some((pid) => !seen.includes(pid)))
    shell.reaped = { ...shell.reaped, seen: [...new Set([...seen, ...ended])] };
}

/** A signal has ended it at this very moment, and nobody has waited since: it can still be signalled. */
export function isDying(system: System, shell: ShellBody, pid: number): boolean {
  const { end, body } = system.get(pid) ?? { end: null };
  if (end === null || typeof end.status !== "number" || end.status <= 128) return false;
  // A shell that gives such a status has left by itself.
  if (body?.kind === "shell" && end.how !== "killed") return false;
  return end.at === system.now && !shell.reaped.seen.includes(pid);
}
