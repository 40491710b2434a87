import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "../shell/parse.ts";
import type { Command, Script, SyntaxNode } from "../shell/syntax.ts";
import type { StartWord } from "../start/start-command.ts";
import { isShell, readShellCall } from "./shell-call.ts";
import type { StartFacts } from "./start-facts.ts";
import type { InterpreterFault, Mend } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { firstStep } from "./trace.ts";

/** `exec NAME=value app`: every shell looks for a program called `NAME=value` (POSIX, 2.9.1 and `exec`). */
export function findExecAssignments(
  { scripts, start }: StartFacts,
  started: readonly Started[],
): readonly InterpreterFault[] {
  const strings = started.flatMap(({ name, words }) => (isShell(name) ? (stringOf(words) ?? []) : []));
  const step = firstStep(start);
  return [...new Set([...scripts, ...strings])].flatMap((script) => {
    const { root } = parseShell(script);
    const certain = certainCommands(root);
    return commandsIn(root).flatMap((command) => judge(command, script, certain.has(command), step));
  });
}

function stringOf(words: readonly StartWord[]): MappedText | null {
  const call = readShellCall(words.map(({ text }) => text));
  return call.kind === "string" ? (words[call.index]?.mapped ?? null) : null;
}

function judge(
  { name, args }: Command,
  script: MappedText,
  certain: boolean,
  step: InterpreterFault["trace"][number],
): readonly InterpreterFault[] {
  const [first] = args;
  if (name?.text !== "exec" || first?.type !== "Word" || !isAssignment(first.text)) return [];
  const next = args.find((word) => word.type !== "Word" || !isAssignment(word.text));
  const place = (start: number, end: number): InterpreterFault["span"] => spanOf(script, start, end);
  const mend: Mend | null =
    next === undefined
      ? null
      : {
          edits: [
            { ...place(name.pos, first.pos), text: "" },
            { ...place(next.pos, next.pos), text: "exec " },
          ],
          safe: true,
        };
  const word = first.text;
  const span = place(name.pos, next?.end ?? first.end);
  const fault = { kind: "exec-assignment", word } as const;
  return [{ kind: "interpreter", fault, span, trace: [step], certain, mend }];
}

function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*=/.test(text);
}

function commandsIn(node: SyntaxNode): readonly Command[] {
  const found: Command[] = [];
  const visit = (child: SyntaxNode): void => {
    if (child.type === "Command") found.push(child);
    eachChild(child, visit);
  };
  visit(node);
  return found;
}

/** Those that the shell comes to whatever the conditions are. */
function certainCommands({ commands }: Script): ReadonlySet<SyntaxNode> {
  const leaves = commands.findIndex(
    ({ command }) => command.type === "Command" && /^(exec|exit)$/.test(command.name?.text ?? ""),
  );
  const reached = leaves === -1 ? commands : commands.slice(0, leaves + 1);
  return new Set(reached.map(({ command }) => command));
}
