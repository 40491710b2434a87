import { isKnown } from "../../hole.ts";
import { dropLine } from "../failures.ts";
import { leave, pop, replaceTop, type Successors, unwindTo } from "../fork.ts";
import type { Frame, Status } from "../frames.ts";
import type { ShellBody } from "../process.ts";
import type { Call } from "./call.ts";
import { goesByPosix, refuse } from "./refusal.ts";

/** `exit [n]`: leaves the shell, by way of its EXIT trap. In a trap without `n`, the status is that from before it. */
export function exit(call: Call): Successors {
  const { shell, words } = call;
  const given = words[1];
  if (isRefused(call)) return refuseNumber(call);
  shell.status = given !== undefined ? statusArgument(given) : (statusBeforeTrap(shell) ?? shell.status);
  leave(shell);
  return null;
}

function statusArgument(word: string): Status {
  return /^\d+$/.test(word) ? Number(word) % 256 : "unknown";
}

/** A word that is no number, to all but bash, whose status is then 2; and to bash more words than one. */
function isRefused({ shell, words }: Call): boolean {
  const [, given = "0", ...others] = words;
  return shell.shell === "bash" ? others.length > 0 : isKnown(given) && !/^\d+$/.test(given);
}

/** bash drops the line, others exit. */
function refuseNumber(call: Call): Successors {
  const { shell } = call;
  if (shell.shell !== "bash") return refuse(call, 2, true);
  shell.status = 1;
  dropLine(shell);
  return null;
}

function statusBeforeTrap(shell: ShellBody): Status | null {
  for (let at = shell.frames; at !== null; at = at.below)
    if (at.frame.kind === "trap") return at.frame.status;
  return null;
}

/** `return [n]`: leaves the function or the sourced file. */
export function returnFrom(call: Call): Successors {
  const { shell, words } = call;
  const given = words[1];
  if (isRefused(call)) return refuseNumber(call);
  if (given !== undefined) shell.status = statusArgument(given);
  // In a handler of bash that is the status from before the handler, whatever the function has done (bash, return).
  else if (shell.shell === "bash") shell.status = statusBeforeTrap(shell) ?? shell.status;
  const isEnd = (frame: Frame) => frame.kind === "call" || frame.kind === "source";
  if (unwindTo(shell, isEnd)) return null;
  // Outside of both, bash goes on with an error, or exits with one; the others take it for `exit`, as POSIX allows.
  if (shell.shell === "bash") shell.status = shell.posix ? 2 : 1;
  if (goesByPosix(shell)) leave(shell);
  return null;
}

/** `break [n]`: behind the n-th loop around. */
export function breakLoop(call: Call): Successors {
  const { shell, words } = call;
  if (isNoCount(call)) return refuseCount(call);
  for (let level = countOf(words[1]); level > 0; level--) {
    if (!unwindTo(shell, isLoop)) break;
    pop(shell);
  }
  shell.status = 0;
  return null;
}

/** `continue [n]`: to the next round of the n-th loop around. */
export function continueLoop(call: Call): Successors {
  const { shell, words } = call;
  if (isNoCount(call)) return refuseCount(call);
  for (let level = countOf(words[1]); level > 1; level--) {
    if (!unwindTo(shell, isLoop)) break;
    pop(shell);
  }
  unwindTo(shell, isLoop);
  const frame = shell.frames?.frame;
  if (frame?.kind === "loop") replaceTop(shell, { ...frame, phase: "clause" });
  shell.status = 0;
  return null;
}

function isNoCount({ shell, words: [, word = "1"] }: Call): boolean {
  return isKnown(word) && (!/^\d+$/.test(word) || (shell.shell !== "bash" && Number(word) === 0));
}

/** No shell goes on, but that dash and ash do behind `command`. */
function refuseCount(call: Call): Successors {
  if (call.shell.shell !== "bash") return refuse(call, 2, true);
  call.shell.status = 128;
  leave(call.shell);
  return null;
}

function countOf(word: string | undefined): number {
  return word !== undefined && /^\d+$/.test(word) ? Math.max(Number(word), 1) : 1;
}

function isLoop(frame: Frame): boolean {
  return (
    frame.kind === "loop" ||
    frame.kind === "for" ||
    (frame.kind === "condition" && frame.node.type === "ArithmeticFor")
  );
}
