import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "../shell/parse.ts";
import type { SyntaxNode, Word } from "../shell/syntax.ts";
import type { Span } from "../span.ts";
import type { ShellName } from "../start/base-image.ts";
import type { Sent } from "./machine/sent.ts";
import { readSignal, shortSignal } from "./machine/signal-names.ts";

/** A signal as a command names it, and the name that every shell knows; null where there is none (`ERR`). */
export interface SignalWord {
  readonly command: "trap" | "kill";
  readonly written: string;
  readonly known: string | null;
  readonly span: Span;
}

/**
 * The words by which the traps of a script mean `signal` (without `SIG`), but that its shell does not know; for dash also
 * those in front, at which it leaves off.
 */
export function unknownSignalWords(
  source: MappedText,
  shell: ShellName,
  signal: string,
): readonly SignalWord[] {
  return trapsIn(source).flatMap((words) => {
    const isUnknown = ({ value }: Word): boolean => readSignal(value, shell) === null;
    const last = words.findLastIndex(({ value }) => shortSignal(value) === signal);
    const read = words.slice(0, last + 1);
    const unknown = shell === "dash" ? read.filter(isUnknown) : read.slice(-1).filter(isUnknown);
    return unknown.map((word) => signalWord(source, word));
  });
}

/** A word of a `trap`, as it is written, and the name that every shell knows. */
export function signalWord(source: MappedText, { value, pos, end }: Word): SignalWord {
  const short = shortSignal(value);
  const known = readSignal(short, "dash") === null ? null : short;
  return { command: "trap", written: value, known, span: spanOf(source, pos, end) };
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
  return trapsIn(source).some((words) => words.some(({ value }) => shortSignal(value) === signal));
}

/** The signals of each `trap` of a script, those that are written out. */
function trapsIn(source: MappedText): readonly (readonly Word[])[] {
  const found: Word[][] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "trap") found.push(signalsOf(node.args));
    eachChild(node, visit);
  };
  visit(parseShell(source).root);
  return found;
}

/** The words of a `trap` behind its action. */
export function signalsOf(args: readonly SyntaxNode[]): Word[] {
  const words = args.filter((arg) => arg.type === "Word");
  const [first] = words;
  return words.slice(first?.value === "--" ? 2 : 1).filter(({ text, value }) => text === value);
}
