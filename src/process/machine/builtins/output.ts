import { absoluteImagePath } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import { branch, type Successors } from "../fork.ts";
import { type Line, readLine, splitLine } from "../input.ts";
import type { ShellBody, Stdin } from "../process.ts";
import { write } from "../redirections.ts";
import type { Call } from "./call.ts";

/** `echo`: what it prints matters only where a script reads it back. */
export function echo({ system, process, shell, words }: Call): Successors {
  const [, first = ""] = words;
  const isOption = /^-[neE]+$/.test(first);
  const text = words.slice(isOption ? 2 : 1).join(" ");
  write(system, process, first.includes("n") && isOption ? text : `${text}\n`);
  shell.status = 0;
  return null;
}

/** `printf format [argument …]`, the format used again until the arguments are spent (POSIX, printf). */
export function printf({ system, process, shell, words }: Call): Successors {
  const operands = words[1] === "--" ? words.slice(2) : words.slice(1);
  const [format = "", ...args] = operands;
  shell.status = 0;
  if (format === "-v") {
    shell.variables.set(args[0] ?? "", { kind: "scalar", texts: [HOLE] });
    return null;
  }
  const perRound = Math.max(format.replace(/%%/g, "").match(/%[^a-zA-Z]*[a-zA-Z]/g)?.length ?? 0, 0);
  const rounds = perRound === 0 ? 1 : Math.max(Math.ceil(args.length / perRound), 1);
  let output = "";
  for (let round = 0; round < rounds; round++) output += formatOnce(format, args.slice(round * perRound));
  write(system, process, output);
  return null;
}

function formatOnce(format: string, args: readonly string[]): string {
  let next = 0;
  return format
    .replace(/\\([ntr\\])/g, (_, letter: string) => ({ n: "\n", t: "\t", r: "\r" })[letter] ?? "\\")
    .replace(/%(%|[^a-zA-Z%]*[a-zA-Z])/g, (_, spec: string) => {
      if (spec === "%") return "%";
      const argument = args[next++] ?? "";
      return spec === "s" || spec === "d" || spec === "i" || spec === "b" ? argument : HOLE;
    });
}

/** `cd [dir]`: an unknown directory leaves the working directory unknown. */
export function changeDirectory({ shell, words }: Call): Successors {
  const operands = words.slice(1).filter((word) => word !== "--" && !/^-[LPe]$/.test(word));
  const [target] = operands;
  const known = target !== undefined && target !== "-" && isKnown(target);
  shell.workdir = known ? absoluteImagePath(target, shell.workdir) : null;
  shell.status = 0;
  return null;
}

export function printWorkdir({ system, process, shell }: Call): Successors {
  write(system, process, `${shell.workdir ?? HOLE}\n`);
  shell.status = 0;
  return null;
}

/** `read [-u fd] name …`: waits on a pipe, ends at once on empty input, and else gives a text nobody knows. */
export function read({ system, process, shell, node, words }: Call): Successors {
  let from: Stdin = process.stdin;
  const names: string[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "-u") from = shell.descriptors.get(Number(words[++index])) ?? { kind: "text", text: HOLE };
    else if (/^-[pdnNtia]$/.test(word)) index++;
    else if (!word.startsWith("-")) names.push(word);
  }
  const variables = names.length === 0 ? ["REPLY"] : names;
  const isStdin = from === process.stdin;
  const line = readLine(system, from);
  if (line.kind === "wait") {
    const opens = node.redirects.some((redirect) => redirect.operator === "<");
    shell.waiting = { kind: "input", from, names: variables, opens };
    return null;
  }
  if (line.kind === "unknown" && isStdin) {
    // A line that nobody knows, or none at all: then the variables are empty, and nothing is left to read.
    return branch(system, process, [
      (twin, _, reader) => {
        takeLine(twin, { kind: "line", text: HOLE, rest: line.rest }, variables);
        reader.stdin = line.rest;
      },
      (twin, _, reader) => {
        takeLine(twin, { kind: "end" }, variables);
        reader.stdin = { kind: "empty" };
      },
    ]);
  }
  takeLine(shell, line, variables);
  if (isStdin && line.kind !== "end") process.stdin = line.rest;
  return null;
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
    shell.variables.set(name, { kind: "scalar", texts: [values[index] ?? ""] });
  });
  shell.status = line.kind === "line" ? 0 : line.kind === "end" ? 1 : "unknown";
}
