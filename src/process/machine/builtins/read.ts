import { HOLE, isKnown } from "../../hole.ts";
import { failCommand } from "../failures.ts";
import { catchFatalSignals } from "../fatal-signals.ts";
import { branch, type Successors } from "../fork.ts";
import { type Line, readLine, splitFields, splitLine } from "../input.ts";
import type { ShellBody } from "../process.ts";
import { giveValue, setArray } from "../readonly.ts";
import type { Stdin } from "../streams.ts";
import type { ReadInto } from "../waiting.ts";
import type { Call } from "./call.ts";

interface Request {
  readonly from: Stdin;
  readonly into: ReadInto;
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
  const { from, into, seconds } = request;
  if (seconds !== null && seconds > 0 && !isFile(call, from)) catchFatalSignals(shell);
  const isStdin = from === process.stdin;
  const line = readLine(system, from);
  if (line.kind === "wait") {
    const opens = node.redirects.some((redirect) => redirect.operator === "<");
    const until = seconds === null ? null : system.now + seconds;
    shell.waiting = { kind: "input", from, into, opens, until };
    return null;
  }
  if (line.kind === "unknown" && isStdin) {
    // A line that nobody knows, or none at all: then the variables are empty, and nothing is left to read.
    return branch(system, process, [
      (twin, _, reader) => {
        takeLine(twin, { kind: "line", text: HOLE, rest: line.rest }, into);
        reader.stdin = line.rest;
      },
      (twin, _, reader) => {
        takeLine(twin, { kind: "end" }, into);
        reader.stdin = { kind: "empty" };
      },
    ]);
  }
  takeLine(shell, line, into);
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
  let isArray = false;
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
    if (option[2] === "a") {
      names.push(value);
      isArray = true;
    }
    if (option[2] === "t") seconds = Number.isFinite(Number(value)) ? Number(value) : null;
  }
  const into = { names: names.length === 0 ? ["REPLY"] : names, isArray, separators: separatorsOf(shell) };
  return { from, into, seconds };
}

function separatorsOf({ variables }: ShellBody): string | null {
  const variable = variables.get("IFS");
  const [text = HOLE] = variable?.kind === "scalar" && variable.texts.length === 1 ? variable.texts : [];
  return isKnown(text) && text !== " \t\n" ? text : null;
}

/** The time of a `read -t` is over: 142 in bash, as after SIGALRM, 1 in busybox. The variables are empty. */
export function takeTimeout(shell: ShellBody, into: ReadInto): void {
  takeLine(shell, { kind: "end" }, into);
  if (shell.shell === "bash") shell.status = 142;
}

/** Sets the variables of a `read` from what has come, and its status. */
export function takeLine(
  shell: ShellBody,
  line: Exclude<Line, { kind: "wait" }>,
  { names, isArray, separators }: ReadInto,
): void {
  const known = line.kind === "line" ? line.text : line.kind === "end" ? "" : HOLE;
  if (isArray) setArray(shell, names[0] ?? "", splitFields(known, separators));
  else {
    const values = isKnown(known) ? splitLine(known, names.length, separators) : names.map(() => HOLE);
    names.forEach((name, index) => {
      giveValue(shell, name, { kind: "scalar", texts: [values[index] ?? ""] });
    });
  }
  shell.status = line.kind === "line" ? 0 : line.kind === "end" ? 1 : "unknown";
  if (shell.failed !== null) failCommand(shell, false);
}
