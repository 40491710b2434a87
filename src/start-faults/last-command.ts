import { type MappedText, sliceMapped, spanOf } from "../mapped-text.ts";
import { HOLE } from "../process/hole.ts";
import { isBuiltinName } from "../process/machine/builtins/names.ts";
import { plainText } from "../process/shell-form.ts";
import { parseShell, syntaxErrors } from "../shell/parse.ts";
import type { AndOr, Command, PipelineNode, Word } from "../shell/syntax.ts";
import type { StartWord } from "../start/start-command.ts";

/**
 * The words of the command that a `-c` string comes down to: the last one, where all before it are joined by `;`, `&&`
 * or a line end and none of them changes the folder. Null where it is none that is surely run.
 */
export function lastCommand({ mapped }: StartWord): readonly StartWord[] | null {
  if (mapped === null) return null;
  const script = parseShell(mapped);
  if (syntaxErrors(script).length > 0) return null;
  const last = script.root.commands.at(-1);
  if (last === undefined || last.background === true) return null;
  const command = commandIn(last.command);
  if (command?.name === undefined) return null;
  const words = wordsOf(command, mapped);
  const [name] = words;
  if (name === undefined || isBuiltinName(name.text)) return null;
  const changesFolder = /(^|[\s;&|(])(cd|pushd)\s/.test(mapped.text);
  return changesFolder && !name.text.startsWith("/") ? null : words;
}

function commandIn(node: PipelineNode | AndOr): Command | null {
  if (node.type === "Command") return node;
  if (node.type !== "AndOr" || node.operators.some((operator) => operator !== "&&")) return null;
  const last = node.commands.at(-1);
  return last === undefined ? null : commandIn(last);
}

/** `exec` left out, where no option stands behind it. */
function wordsOf({ name, args }: Command, mapped: MappedText): readonly StartWord[] {
  const words = [name, ...args.filter((word) => word.type === "Word")]
    .filter((word) => word !== undefined)
    .map((word) => wordOf(word, mapped));
  return words[0]?.text === "exec" ? words.slice(1) : words;
}

function wordOf(word: Word, mapped: MappedText): StartWord {
  const text = plainText(word);
  const origin = { kind: "file", span: spanOf(mapped, word.pos, word.end) } as const;
  if (text === null) return { text: HOLE, origin, mapped: null };
  return {
    text,
    origin,
    mapped: word.text === text ? sliceMapped(mapped, word.pos, word.end) : null,
  };
}
