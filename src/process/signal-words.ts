import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "../shell/parse.ts";
import type { SyntaxNode, Word } from "../shell/syntax.ts";
import type { Span } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import type { Sent } from "./machine/sent.ts";
import { readSignal, shortSignal } from "./machine/signal-names.ts";

/** A signal as a `trap` names it, and the name that its shell would know. */
export interface SignalWord {
  readonly command: "trap" | "kill";
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
  return trapWords(source, signal)
    .filter((word) => readSignal(word.value, shell) === null)
    .map((word) => ({
      command: "trap",
      written: word.value,
      known: signal,
      span: spanOf(source, word.pos, word.end),
    }));
}

/** The names of signals that a shell's `kill`s were given and that it does not know. */
export function unknownKillWords(
  sent: readonly Sent[],
  { signal, sources }: { readonly signal: string; readonly sources: ReadonlyMap<string, string> },
): readonly SignalWord[] {
  return sent.flatMap(({ signal: known, command, span }) => {
    const word = known === null ? /^\S+\s+(?:-s\s+|-)(?=\w)/.exec(command) : null;
    const written = word === null ? undefined : /^\w+/.exec(command.slice(word[0].length))?.[0];
    if (word === null || written === undefined || shortSignal(written) !== signal) return [];
    const start = span.start + word[0].length;
    const isThere = sources.get(span.file)?.slice(start, start + written.length) === written;
    return isThere
      ? [
          {
            command: "kill",
            written,
            known: signal,
            span: { file: span.file, start, end: start + written.length },
          },
        ]
      : [];
  });
}

/** Whether a script says anything of `signal` (without `SIG`) in a `trap`, known to its shell or not. */
export function mentionsInTrap(source: MappedText, signal: string): boolean {
  return trapWords(source, signal).length > 0;
}

function trapWords(source: MappedText, signal: string): readonly Word[] {
  const found: Word[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "trap") {
      for (const word of node.args.slice(1)) {
        if (word.type === "Word" && word.text === word.value && shortSignal(word.value) === signal)
          found.push(word);
      }
    }
    eachChild(node, visit);
  };
  visit(parseShell(source).root);
  return found;
}
