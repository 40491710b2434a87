import { catches } from "./fatal-signals.ts";
import { endProcess, isInit } from "./lifecycle.ts";
import type { Process, ShellBody } from "./process.ts";
import { signalStatus } from "./signal-names.ts";
import type { System } from "./system.ts";

/**
 * SIGINT comes to a shell that has no trap for it. While a command runs in its foreground it waits for the end of that; dash
 * and ash have a handler of their own and leave even as PID 1. False where it is as with any other signal.
 */
export function deferInterrupt(system: System, process: Process, shell: ShellBody): boolean {
  if (shell.waiting?.kind === "foreground") {
    process.heard ??= "ignored";
    shell.pending = [...new Set([...shell.pending, "INT"])];
    return true;
  }
  if (shell.shell === "bash" || !isInit(system, process)) return false;
  process.heard ??= "killed";
  shell.dying ??= "INT";
  return true;
}

/** The foreground has ended, and SIGINT had come meanwhile: bash goes on, unless that `child` has died of it. */
export function meetInterrupt(system: System, process: Process, shell: ShellBody, child: number): void {
  if (!shell.pending.includes("INT") || shell.traps.get("INT")?.kind === "run") return;
  shell.pending = shell.pending.filter((signal) => signal !== "INT");
  const isBash = shell.shell === "bash";
  const status = signalStatus("INT");
  if (isBash && (shell.status !== status || hasChosenToEnd(system.get(child)))) return;
  if (isBash ? catches(shell, "INT") : isInit(system, process)) shell.dying ??= "INT";
  else if (!isInit(system, process)) endProcess(system, process, "killed", status);
}

/** A script that says `exit 130` has not died of a signal, though it has the status of one that has. */
function hasChosenToEnd(child: Process | undefined): boolean {
  return child?.body.kind === "shell" && child.end?.how === "finished" && child.end.ofSignal !== true;
}
