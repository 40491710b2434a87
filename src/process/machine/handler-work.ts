import { eachChild } from "../../shell/parse.ts";
import type { Command, SyntaxNode } from "../../shell/syntax.ts";
import type { ShellBody } from "./process.ts";

/** What is lost where a handler never runs: nothing but words and signals, files taken away, or something else. */
export type HandlerWork = "none" | "files" | "more";

const SENDING = /^(\/\w+)*\/?(kill|pkill|killall|killall5|skill)$/;
const NONE = new Set(
  `echo printf : true false exit return test [ [[ local declare typeset readonly set unset export shift trap wait kill
  pkill killall sleep jobs date cat tput logger read cd pwd xargs pgrep pidof log info warn warning error`.split(
    /\s+/,
  ),
);
const FILES = new Set(`rm rmdir unlink mkdir touch chown chmod truncate`.split(" "));

export interface HandlerReading {
  /** It holds a command that sends signals, in whatever branch. */
  readonly sends: boolean;
  readonly work: HandlerWork;
}

type Functions = Pick<ShellBody["functions"], "get">;
type Asked = Map<string, ReturnType<Functions["get"]>>;

/** What was read before, and the functions that it hung on: a script that parts often asks for the same again. */
const known = new WeakMap<SyntaxNode, { readonly reading: HandlerReading; readonly asked: Asked }>();

/** What an action does, the functions that it calls included. */
export function readHandler(root: SyntaxNode, functions: Functions): HandlerReading {
  const before = known.get(root);
  if (before !== undefined && [...before.asked].every(([name, body]) => functions.get(name) === body))
    return before.reading;
  const asked: Asked = new Map();
  const commands = commandsOf(root, functions, asked);
  const sends = commands.some((command) => wordsOf(command).some((word) => SENDING.test(word)));
  const work = commands.map(workOf).reduce(more, "none");
  // What asks how the script has ended is for failures, and an exec is none.
  const isForFailure = commands.some((command) => readsStatus(command));
  const reading = { sends, work: isForFailure ? (work === "more" ? "files" : "none") : work } as const;
  known.set(root, { reading, asked });
  return reading;
}

function commandsOf(node: SyntaxNode, functions: Functions, asked: Asked): readonly Command[] {
  const found: Command[] = [];
  const visit = (at: SyntaxNode): void => {
    if (at.type === "Command") {
      const name = at.name?.value ?? "";
      const called = asked.has(name) ? undefined : functions.get(name);
      if (!asked.has(name)) asked.set(name, called);
      if (called === undefined) found.push(at);
      else found.push(...commandsOf(called.body, functions, asked));
    }
    eachChild(at, visit);
  };
  visit(node);
  return found;
}

function workOf(command: Command): HandlerWork {
  const [name, ...args] = wordsOf(command);
  if (name === undefined || NONE.has(name)) return "none";
  // A bare name may be a function of a file that siglint has not seen.
  return FILES.has(name) || args.length === 0 ? "files" : "more";
}

function more(one: HandlerWork, other: HandlerWork): HandlerWork {
  const order: readonly HandlerWork[] = ["none", "files", "more"];
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}

function wordsOf({ name, args }: Command): readonly string[] {
  return [name, ...args].flatMap((word) => (word?.type === "Word" ? word.value : []));
}

function readsStatus({ args, prefix }: Command): boolean {
  const values = prefix.flatMap((part) => (part.type === "Assignment" ? part.value : []));
  return [...args, ...values].some((word) => word.type === "Word" && /\$(\?|\{\?\})/.test(word.text));
}
