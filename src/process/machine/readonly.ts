import type { Assignment } from "../../shell/syntax.ts";
import { isKnown } from "../hole.ts";
import { isSpecialBuiltin } from "./builtins/names.ts";
import { goesByPosix } from "./builtins/refusal.ts";
import { dropLine } from "./failures.ts";
import { leave } from "./fork.ts";
import type { Variable } from "./frames.ts";
import type { ShellBody } from "./process.ts";
import { referredName } from "./references.ts";
import { boundedWords } from "./word-list.ts";

/** Gives a variable a value; false, and the shell has `failed`, where it is `readonly` and keeps the one that it has. */
export function giveValue(shell: ShellBody, called: string, value: Variable): boolean {
  const name = referredName(shell, called);
  if (!shell.readonlyNames.has(name)) {
    if (isKnown(name)) shell.variables.set(name, value);
    if (shell.options.allexport) shell.exported = shell.exported.with([name]);
    return true;
  }
  // Under `set -e` bash exits as soon as it has said so, even where a status would be looked at (error.c, report_error).
  if (shell.shell === "bash" && shell.options.errexit) shell.failed = "ends";
  else shell.failed ??= "breaks";
  return false;
}

/**
 * `name=value command` with a `readonly` name: true where the command is not run. bash runs it all the same; called sh, it
 * drops the line, or exits where the command is a special builtin, as the others do at any (bash, Bash POSIX Mode).
 */
export function stopsAtPrefix(
  shell: ShellBody,
  command: string,
  assignments: readonly Assignment[],
): boolean {
  if (!assignments.some(({ name }) => shell.readonlyNames.has(name))) return false;
  const isBash = shell.shell === "bash";
  if (isBash && !shell.posix && !shell.options.errexit) return false;
  shell.status = isBash ? 1 : 2;
  if (!isBash || shell.options.errexit || isSpecialBuiltin(command)) leave(shell);
  else dropLine(shell);
  return true;
}

/** `readonly name`, `declare -r name`. */
export function makeReadonly(shell: ShellBody, names: readonly string[]): void {
  shell.readonlyNames = shell.readonlyNames.with(names);
}

/** Whether an error of `export` or `readonly` about such a name makes the shell exit. */
export function endsAtDeclaration(shell: ShellBody): boolean {
  return goesByPosix(shell) || shell.options.errexit;
}

/**
 * Gives an array items that are numbered from 0, or those that stand under `keys`, which an array that is associative keeps
 * as words. Of a long one only the first item is followed. False as `giveValue`.
 */
export function setArray(
  shell: ShellBody,
  name: string,
  items: readonly string[],
  keys?: readonly string[],
): boolean {
  return giveValue(shell, name, {
    kind: "array",
    items: boundedWords(items),
    keys: boundedWords(keys ?? items.map((_, index) => String(index))),
    ...(keys !== undefined &&
      isAssociative(shell.variables.get(referredName(shell, name))) && { byWord: true }),
  });
}

/** `declare -A`: an array whose keys are words. */
export function isAssociative(variable: Variable | undefined): boolean {
  return variable?.kind === "array" && variable.byWord === true;
}
