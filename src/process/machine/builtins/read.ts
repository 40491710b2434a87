import { HOLE } from "../../hole.ts";
import { failCommand } from "../failures.ts";
import { catchFatalSignals } from "../fatal-signals.ts";
import { branch, type Successors } from "../fork.ts";
import { type Line, readLine, splitLine } from "../input.ts";
import type { ShellBody, Stdin } from "../process.ts";
import { giveValue } from "../readonly.ts";
import type { Call } from "./call.ts";

interface Request {
  readonly from: Stdin;
  readonly names: readonly string[];
  /** `-t`: for how many seconds it waits; null for ever. */
  readonly seconds: number | null;
}

/** `read [-t seconds] [-u fd] name …`: waits on a pipe, ends at once on empty input, and else gives a text nobody knows. */
export function read(call: Call): Successors {
  const { system, process, shell, node } = call;
  const request = readRequest(call);
  if (request === null) {
    shell.status = 2;
    return null;
  }
  const { from, names, seconds } = request;
  if (seconds !== null && seconds > 0 && !isFile(call, from)) catchFatalSignals(shell);
  const isStdin = from === process.stdin;
  const line = readLine(system, from);
  if (line.kind === "wait") {
    const opens = node.redirects.some((redirect) => redirect.operator === "<");
    const until = seconds === null ? null : system.now + seconds;
    shell.waiting = { kind: "input", from, names, opens, until };
    return null;
  }
  if (line.kind === "unknown" && isStdin) {
    // A line that nobody knows, or none at all: then the variables are empty, and nothing is left to read.
    return branch(system, process, [
      (twin, _, reader) => {
        takeLine(twin, { kind: "line", text: HOLE, rest: line.rest }, names);
        reader.stdin = line.rest;
      },
      (twin, _, reader) => {
        takeLine(twin, { kind: "end" }, names);
        reader.stdin = { kind: "empty" };
      },
    ]);
  }
  takeLine(shell, line, names);
  if (isStdin && line.kind !== "end") process.stdin = line.rest;
  return null;
}

/** A file has its text at once, and bash sets no timer for it (read.def); a here-document comes through a pipe. */
function isFile({ node }: Call, { kind }: Stdin): boolean {
  return kind === "text" && !node.redirects.some(({ operator }) => operator.startsWith("<<"));
}

/** Null where this shell refuses an option: dash has `-p` and `-r` alone. */
function readRequest({ process, shell, words }: Call): Request | null {
  let from: Stdin = process.stdin;
  let seconds: number | null = null;
  const names: string[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? "";
    const option = /^-([A-Za-z]*?)([pdnNtiau])([\s\S]*)$/.exec(word);
    if (shell.shell === "dash" && word.startsWith("-") && !/^-(r?p|r+|-)$/.test(word)) return null;
    if (option === null) {
      if (!word.startsWith("-")) names.push(word);
      continue;
    }
    const value = option[3] === "" ? (words[++index] ?? "") : (option[3] ?? "");
    if (option[2] === "u") from = shell.descriptors.get(Number(value)) ?? { kind: "text", text: HOLE };
    if (option[2] === "t") seconds = Number.isFinite(Number(value)) ? Number(value) : null;
  }
  return { from, names: names.length === 0 ? ["REPLY"] : names, seconds };
}

/** The time of a `read -t` is over: 142 in bash, as after SIGALRM, 1 in busybox. The variables are empty. */
export function takeTimeout(shell: ShellBody, names: readonly string[]): void {
  takeLine(shell, { kind: "end" }, names);
  if (shell.shell === "bash") shell.status = 142;
}

/** Sets the variables of a `read` from what has come, and its status. */
export function takeLine(
  shell: ShellBody,
  line: Exclude<Line, { kind: "wait" }>,
  names: readonly string[],
): void {
  const values =
    line.kind === "line" ? splitLine(line.text, names) : names.map(() => (line.kind === "end" ? "" : HOLE));
  names.forEach((name, index) => {
    giveValue(shell, name, { kind: "scalar", texts: [values[index] ?? ""] });
  });
  shell.status = line.kind === "line" ? 0 : line.kind === "end" ? 1 : "unknown";
  if (shell.failed !== null) failCommand(shell, false);
}
