import type { Statement } from "../../shell/syntax.ts";
import { leave, pop, push, replaceTop } from "./fork.ts";
import type { Flow, Frame } from "./frames.ts";
import type { ShellBody, Trap } from "./process.ts";
import { isInherited, PSEUDO_SIGNALS, type PseudoSignal } from "./signal-names.ts";
import { pushAction, timesRunning } from "./traps.ts";

/** What looks at a command's status once it has run, for `set -e` and the ERR trap; null where neither does. */
function failureCheck(shell: ShellBody, { tested }: Flow): Extract<Frame, { kind: "errexit" }> | null {
  const onError = shell.traps.get("ERR")?.kind === "run";
  return !tested && (shell.options.errexit || onError) ? { kind: "errexit", onError } : null;
}

export function pushFailureCheck(shell: ShellBody, flow: Flow): void {
  const check = failureCheck(shell, flow);
  if (check !== null) push(shell, check);
}

/** The frame on top is done with: what looks at the status takes its place. */
export function replaceByFailureCheck(shell: ShellBody, flow: Flow): void {
  pop(shell);
  pushFailureCheck(shell, flow);
}

/** Looks at the status: after a failure the ERR trap runs, and with `set -e` the shell leaves. */
export function checkFailure(shell: ShellBody, frame: Extract<Frame, { kind: "errexit" }>): void {
  pop(shell);
  if (shell.status === 0 || shell.status === "unknown") return;
  if (frame.onError) {
    push(shell, { ...frame, onError: false });
    if (runPseudoTrap(shell, "ERR")) return;
    pop(shell);
  }
  if (shell.options.errexit || frame.decided === true) leave(shell);
}

/** Starts the DEBUG trap in front of a command; true where there is one. */
export function debugCommand(shell: ShellBody, frame: Extract<Frame, { kind: "command" }>): boolean {
  if (frame.traced === true || !shell.traps.has("DEBUG")) return false;
  replaceTop(shell, { ...frame, traced: true });
  return runPseudoTrap(shell, "DEBUG");
}

/** The same in front of each command that a statement has children run: the parts of a pipeline, and what is in the background. */
export function debugStatement(
  shell: ShellBody,
  frame: Extract<Frame, { kind: "list" }>,
  { command, background }: Statement,
): boolean {
  if (!shell.traps.has("DEBUG")) return false;
  const parts = command.type === "Pipeline" ? command.commands : background === true ? [command] : [];
  const { traced = 0 } = frame;
  if (traced >= parts.filter((part) => part.type === "Command").length) return false;
  replaceTop(shell, { ...frame, traced: traced + 1 });
  return runPseudoTrap(shell, "DEBUG");
}

/** Starts the RETURN trap at the end of a function or a sourced file; true where there is one. */
export function traceReturn(
  shell: ShellBody,
  frame: Extract<Frame, { kind: "call" } | { kind: "source" }>,
): boolean {
  if (frame.traced === true || !shell.traps.has("RETURN")) return false;
  replaceTop(shell, { ...frame, traced: true });
  return runPseudoTrap(shell, "RETURN");
}

function runPseudoTrap(shell: ShellBody, name: PseudoSignal): boolean {
  const trap = shell.traps.get(name);
  if (trap?.kind !== "run" || timesRunning(shell, name) > 0) return false;
  pushAction(shell, name, trap);
  return true;
}

/** Takes away what a function does not inherit, and gives it, to be put back afterwards. */
export function hideTraps(shell: ShellBody): ReadonlyMap<string, Trap> {
  const hidden = new Map<string, Trap>();
  for (const name of PSEUDO_SIGNALS) {
    const trap = shell.traps.get(name);
    if (trap === undefined || isInherited(name, shell.options)) continue;
    hidden.set(name, trap);
    shell.traps.delete(name);
  }
  return hidden;
}
