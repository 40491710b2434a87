import type { ShellScript } from "../../shell/parse.ts";
import type { Statement } from "../../shell/syntax.ts";
import { isKnown } from "../hole.ts";
import { leaveByError, pop, push } from "./fork.ts";
import type { Flow, Frame, RunTimeText } from "./frames.ts";
import type { ShellBody } from "./process.ts";

/** What a shell comes to read of a text: it runs each line before it reads the next. */
interface Reading {
  readonly statements: readonly Statement[];
  /** Why it comes no further; `cut off` where the text ends within quotes. */
  readonly error: "none" | "wrong" | "cut off";
}

const readings = new WeakMap<ShellScript, Reading>();

/**
 * Puts the commands of a file on the stack: all that can be made out of it. Of a syntax error its author is told anyway, and
 * may be in the middle of writing it.
 */
export function pushFile(shell: ShellBody, script: ShellScript, flow: Flow): void {
  push(shell, { kind: "list", script, flow, statements: script.root.commands, index: 0 });
}

/** Puts the commands of a text that is made at run time on the stack, up to a line that is none. */
export function pushText(shell: ShellBody, script: ShellScript, flow: Flow, of: RunTimeText): void {
  const { statements, error } = readingOf(script);
  if (error !== "none") push(shell, { kind: "unreadable", of, isCutOff: error === "cut off" });
  push(shell, { kind: "list", script, flow, statements, index: 0 });
}

/** All that a shell reads of a text, not the body of something in it. */
export function isWholeText(frame: Frame): boolean {
  if (frame.kind !== "list") return false;
  const { statements, script } = frame;
  return statements === script.root.commands || statements === readingOf(script).statements;
}

/** A syntax error ends the shell (POSIX, 2.8.1). bash goes on behind it, but for `eval` and `.` where it is called sh. */
export function meetSyntaxError(shell: ShellBody, frame: Extract<Frame, { kind: "unreadable" }>): void {
  pop(shell);
  shell.status = 2;
  if (shell.shell !== "bash" || (shell.posix && frame.of !== "trap" && !frame.isCutOff)) leaveByError(shell);
}

function readingOf(script: ShellScript): Reading {
  const known = readings.get(script);
  if (known !== undefined) return known;
  const reading = read(script);
  readings.set(script, reading);
  return reading;
}

function read({ source: { text }, root }: ShellScript): Reading {
  const { commands, errors = [] } = root;
  const [first] = [...errors].sort((a, b) => a.pos - b.pos);
  // What is not known of it may be what it lacks.
  if (first === undefined || !isKnown(text)) return { statements: commands, error: "none" };
  // The command that is wrong: the last that begins before the error, or what stands behind that one.
  const begun = commands.filter(({ pos }) => pos <= first.pos);
  const last = begun.at(-1);
  const isBehind =
    last !== undefined && last.end <= first.pos && /^[\s;&]*$/.test(text.slice(last.end, first.pos));
  let wrong = isBehind ? begun.length : Math.max(begun.length - 1, 0);
  const startOf = (index: number) => (index < begun.length ? (commands[index]?.pos ?? 0) : first.pos);
  const isOnLine = (index: number) => !text.slice(commands[index]?.end, startOf(index + 1)).includes("\n");
  while (wrong > 0 && isOnLine(wrong - 1)) wrong--;
  const error = first.message.startsWith("unterminated") ? "cut off" : "wrong";
  return { statements: commands.slice(0, wrong), error };
}
