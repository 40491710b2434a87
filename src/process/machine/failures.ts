import { isBuiltinName } from "./builtins/names.ts";
import { goesByPosix } from "./builtins/refusal.ts";
import type { Expander } from "./expand/variables.ts";
import { leave, leaveByError, pop, replaceTop, unwindTo } from "./fork.ts";
import type { Frame } from "./frames.ts";
import type { ShellBody } from "./process.ts";
import { replaceByFailureCheck } from "./pseudo-signals.ts";
import { hereDocument } from "./redirections.ts";
import { isWholeText } from "./script-reading.ts";

/** An expansion or an assignment has failed: the shell ends (POSIX, 2.8.1), but that bash may only drop the line. */
export function leaveFailed(shell: ShellBody): void {
  const { failed } = shell;
  shell.status = 1;
  shell.failed = null;
  if (failed === "breaks" && !goesByPosix(shell)) dropLine(shell);
  else if (failed === "ends" && shell.shell === "bash") leave(shell);
  else leaveByError(shell);
}

/** A command that gives a status of its own, as `read` or `((…))`, has failed at such a thing. */
export function failCommand(shell: ShellBody, exits: boolean): void {
  const isEnd = shell.failed === "ends" || exits;
  shell.failed = null;
  shell.status = shell.shell === "bash" ? 1 : 2;
  if (isEnd) leave(shell);
}

/**
 * bash drops the command that it has read last, all of it up to the end of the line, and reads on behind that: in the
 * script, or in what `eval`, `.` or a trap is about. A subshell ends (eval.c, DISCARD).
 */
export function dropLine(shell: ShellBody): void {
  if (shell.subshell) {
    leave(shell);
    return;
  }
  unwindTo(shell, (frame) => isWholeText(frame) || ["eval", "source", "trap", "exit"].includes(frame.kind));
  const frame = shell.frames?.frame;
  if (frame?.kind !== "list") return;
  const { statements, script } = frame;
  const isOnLine = (index: number): boolean => {
    const [before, statement] = [statements[index - 1], statements[index]];
    return (
      before !== undefined &&
      statement !== undefined &&
      !script.source.text.slice(before.end, statement.pos).includes("\n")
    );
  };
  let { index } = frame;
  while (isOnLine(index)) index++;
  if (index < statements.length) replaceTop(shell, { ...frame, index, traced: 0 });
  else pop(shell);
}

/** `set -u` in a here-document: it ends the shell, or, where a program would read it, the child forked for that. */
export function isFailedInput(
  expander: Expander,
  { node, flow }: Extract<Frame, { kind: "command" }>,
): boolean {
  const { shell } = expander;
  for (const redirect of node.redirects) hereDocument(expander, redirect);
  if (shell.failed === null) return false;
  const name = node.name?.text ?? "";
  if (name === "" || isBuiltinName(name) || shell.functions.has(name)) {
    leaveFailed(shell);
    return true;
  }
  shell.status = 1;
  shell.failed = null;
  replaceByFailureCheck(shell, flow);
  return true;
}
