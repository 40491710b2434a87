import { isBuiltinName } from "./builtins/names.ts";
import type { Expander } from "./expand/variables.ts";
import { leave } from "./fork.ts";
import type { Frame } from "./frames.ts";
import type { ShellBody } from "./process.ts";
import { replaceByFailureCheck } from "./pseudo-signals.ts";
import { hereDocument } from "./redirections.ts";

/** An expansion has failed, as that of an unset variable under `set -u`: the shell ends (POSIX, 2.8.1). */
export function leaveFailed(shell: ShellBody): void {
  shell.status = 1;
  shell.expansionFailed = false;
  leave(shell);
}

/** `set -u` in a here-document: it ends the shell, or, where a program would read it, the child forked for that. */
export function isFailedInput(
  expander: Expander,
  { node, flow }: Extract<Frame, { kind: "command" }>,
): boolean {
  const { shell } = expander;
  for (const redirect of node.redirects) hereDocument(expander, redirect);
  if (!shell.expansionFailed) return false;
  const name = node.name?.text ?? "";
  if (name === "" || isBuiltinName(name) || shell.functions.has(name)) {
    leaveFailed(shell);
    return true;
  }
  shell.status = 1;
  shell.expansionFailed = false;
  replaceByFailureCheck(shell, flow);
  return true;
}
