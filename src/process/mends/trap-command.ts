import { type MappedText, spanOf, wholeFile } from "../../mapped-text.ts";
import { eachChild, parseShell } from "../../shell/parse.ts";
import type { Command, SyntaxNode, Word } from "../../shell/syntax.ts";
import type { NodeTrap } from "../stop.ts";

/** The command that set a handler; positions are offsets into the text of `source`. */
export interface TrapCommand {
  readonly source: MappedText;
  readonly action: Word;
  readonly signals: readonly [Word, ...Word[]];
}

/** Null where the command is not written out: in a variable, by `eval`. `near` is a script that it may stand in. */
export function findTrapCommand(
  { span }: NodeTrap,
  near: MappedText,
  sources: ReadonlyMap<string, string>,
): TrapCommand | null {
  const source = span.file === near.file ? near : wholeFile(span.file, sources.get(span.file) ?? "");
  const command = commandsIn(parseShell(source).root).find(({ name, pos, end }) => {
    const own = spanOf(source, pos, end);
    return name?.value === "trap" && own.start === span.start && own.end === span.end;
  });
  const words = (command?.args ?? []).filter((arg) => arg.type === "Word");
  const [action, signal, ...others] = words[0]?.value === "--" ? words.slice(1) : words;
  return action === undefined || signal === undefined
    ? null
    : { source, action, signals: [signal, ...others] };
}

/** The simple commands below a node, in the order of the text. */
export function commandsIn(node: SyntaxNode): readonly Command[] {
  const found: Command[] = [];
  const visit = (at: SyntaxNode): void => {
    if (at.type === "Command") found.push(at);
    eachChild(at, visit);
  };
  visit(node);
  return found;
}
