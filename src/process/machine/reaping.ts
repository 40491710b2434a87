import type { ShellBody } from "./process.ts";
import type { System } from "./system.ts";

/** What a shell still knows of its ended children. */
export interface Reaped {
  /** `wait` has told of them, and the next fork makes the shell forget them (dash and ash). */
  readonly told: readonly number[];
  /** Forgotten: to `wait` they are no children (127). */
  readonly gone: readonly number[];
  /** They ended while the shell waited for something else: ash's `wait -n` does not count them. */
  readonly seen: readonly number[];
}

export const NONE_REAPED: Reaped = { told: [], gone: [], seen: [] };

/** A `wait` has told of these: bash forgets them after a plain `wait`, as `sh` after any; dash and ash a little later. */
export function tell(system: System, shell: ShellBody, pids: readonly number[], all: boolean): void {
  const ended = pids.filter((pid) => system.alive(pid) === undefined);
  const { told, gone } = shell.reaped;
  if (shell.shell !== "bash") shell.reaped = { ...shell.reaped, told: [...told, ...ended] };
  else if (shell.posix || all) shell.reaped = { ...shell.reaped, gone: [...gone, ...ended] };
}

/** A fork takes up the room of jobs that were told of. */
export function forgetTold(shell: ShellBody): void {
  const { told, gone } = shell.reaped;
  if (told.length > 0) shell.reaped = { ...shell.reaped, told: [], gone: [...gone, ...told] };
}

/** The shell has waited for something; what else has ended until then was seen on the way. */
export function seeEnded(system: System, shell: ShellBody): void {
  if (shell.shell !== "ash") return;
  const ended = shell.jobs.flatMap((job) => job.pids).filter((pid) => system.alive(pid) === undefined);
  shell.reaped = { ...shell.reaped, seen: ended };
}
