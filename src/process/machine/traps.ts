import { push } from "./fork.ts";
import { PLAIN } from "./frames.ts";
import { endProcess } from "./lifecycle.ts";
import type { Process, ShellBody, Trap } from "./process.ts";
import { pushText } from "./script-reading.ts";
import { signalStatus } from "./signal-names.ts";
import type { System } from "./system.ts";

/** Starts the action of a signal that has come, if one has; true when the shell now has that to do. */
export function startTrap(system: System, process: Process, shell: ShellBody): boolean {
  if (shell.dying !== null) {
    shell.status = signalStatus(shell.dying);
    shell.dying = null;
    // On the way out of a fatal signal bash waits no more for what it read from: `read line < <(command)`.
    shell.substitutions = [];
    shell.frames = { frame: { kind: "exit", ofSignal: true }, below: null };
    return true;
  }
  const [signal, ...others] = shell.pending;
  if (signal === undefined) return false;
  shell.pending = others;
  shell.spins = false;
  const trap = shell.traps.get(signal);
  if (trap?.kind !== "run") return false;
  // A handler that signals its own shell runs inside itself until the stack is used up, and the shell crashes.
  if (timesRunning(shell, signal) > MOST_NESTED) {
    // Where each round starts a program, that takes longer than anybody waits.
    if (system.started - system.startedAtStop > MOST_NESTED) hang(process, shell);
    else endProcess(system, process, "killed", 139);
    return true;
  }
  pushAction(shell, signal, trap);
  return true;
}

const MOST_NESTED = 50;

/** The shell is busy for ever, and comes to no trap. */
export function hang({ pid }: Process, shell: ShellBody): void {
  shell.waiting = { kind: "foreground", pids: [pid], last: pid };
}

/** How many actions of this trap are under way, one inside the other. */
export function timesRunning(shell: ShellBody, signal: string): number {
  let times = 0;
  for (let at = shell.frames; at !== null; at = at.below) {
    if (at.frame.kind === "trap" && at.frame.signal === signal) times++;
  }
  return times;
}

/** Puts the action of a trap on the stack; `$?` is afterwards what it was before (POSIX, `trap`). */
export function pushAction(
  shell: ShellBody,
  signal: string,
  { script }: Extract<Trap, { kind: "run" }>,
): void {
  push(shell, { kind: "trap", signal, status: shell.status });
  pushText(shell, script, PLAIN, "trap");
}
