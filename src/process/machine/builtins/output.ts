import { absoluteImagePath } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import { setItem } from "../assignments.ts";
import type { Successors } from "../fork.ts";
import { giveValue } from "../readonly.ts";
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
export function printf(call: Call): Successors {
  const { system, process, shell, words } = call;
  const operands = words[1] === "--" ? words.slice(2) : words.slice(1);
  const [format = "", ...args] = operands;
  shell.status = 0;
  if (format === "-v") {
    const [name = "", given = "", ...rest] = args;
    const item = /^(\w+)\[([^\]]+)\]$/.exec(name);
    if (item !== null) setItem(call, item[1] ?? "", item[2] ?? "", formatted(given, rest));
    else giveValue(shell, name, { kind: "scalar", texts: [formatted(given, rest)] });
    return null;
  }
  write(system, process, formatted(format, args));
  return null;
}

function formatted(format: string, args: readonly string[]): string {
  const perRound = Math.max(format.replace(/%%/g, "").match(/%[^a-zA-Z%]*[a-zA-Z]/g)?.length ?? 0, 0);
  const rounds = perRound === 0 ? 1 : Math.max(Math.ceil(args.length / perRound), 1);
  let output = "";
  for (let round = 0; round < rounds; round++)
    output += formatOnce(format, args.slice(round * perRound, (round + 1) * perRound));
  return output;
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
