import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "../shell/parse.ts";
import type { SyntaxNode } from "../shell/syntax.ts";
import type { Span } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import { readSignal, shortSignal } from "./machine/signal-names.ts";

/** A signal as a `trap` names it, and the name that its shell would know. */
export interface SignalWord {
  readonly written: string;
  readonly known: string;
  readonly span: Span;
}

/** The words by which the traps of a script mean `signal` (without `SIG`), but that its shell does not know. */
export function unknownSignalWords(
  source: MappedText,
  shell: ShellName,
  signal: string,
): readonly SignalWord[] {
  const found: SignalWord[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "trap") {
      for (const word of node.args.slice(1)) {
        if (word.type !== "Word" || word.text !== word.value || readSignal(word.value, shell) !== null)
          continue;
        const known = shortSignal(word.value);
        if (known !== signal) continue;
        found.push({ written: word.value, known, span: spanOf(source, word.pos, word.end) });
      }
    }
    eachChild(node, visit);
  };
  visit(parseShell(source).root);
  return found;
}
