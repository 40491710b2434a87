import { isBehindCommand, leave, leaveByError, type Successors } from "../fork.ts";
import type { ShellBody } from "../process.ts";
import type { Call } from "./call.ts";

/** Whether the shell exits when a special builtin has been given something that there is not (POSIX, 2.8.1). */
export function goesByPosix({ shell, posix }: ShellBody): boolean {
  return shell !== "bash" || posix;
}

/** A special builtin has failed: some shells exit on that, unless `command` stands before it. */
export function refuse({ shell, behindCommand }: Call, status: number, exits: boolean): Successors {
  shell.status = status;
  if (!exits || behindCommand === true) return null;
  // bash knows all the time that it is behind `command`, and goes on.
  if (shell.shell !== "bash") leaveByError(shell);
  else if (!isBehindCommand(shell)) leave(shell);
  return null;
}
