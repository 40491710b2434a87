import { type MappedText, sliceMapped, spanOf } from "../../mapped-text.ts";
import type { ShellScript } from "../../shell/parse.ts";
import type { Field } from "./frames.ts";

/** One word of a command line, with the way back to the file where its characters stand in one. */
export interface Argument {
  readonly text: string;
  readonly mapped: MappedText | null;
  /** A name that a wrapper gives what it runs, which may be no command (`module app`). */
  readonly isForPeople?: boolean;
}

export function plainArgument(text: string): Argument {
  return { text, mapped: null };
}

/** A field of a script's command as an argument. */
export function fieldArgument(script: ShellScript, field: Field): Argument {
  return { text: field.text, mapped: field.word === null ? null : mapWord(script, field.word, field.text) };
}

/**
 * The text that a word expanded to, mapped to the word's characters: exactly where the word is one quoted or plain
 * text, else as one piece that stands for the whole word.
 */
function mapWord(script: ShellScript, word: { pos: number; end: number }, text: string): MappedText {
  const { source } = script;
  const raw = source.text.slice(word.pos, word.end);
  if (raw === text) return sliceMapped(source, word.pos, word.end);
  if (raw.length === text.length + 2 && raw.slice(1, -1) === text) {
    return sliceMapped(source, word.pos + 1, word.end - 1);
  }
  const span = spanOf(source, word.pos, word.end);
  const piece = { at: 0, length: text.length, start: span.start, sourceLength: span.end - span.start };
  return { text, file: source.file, pieces: text === "" ? [] : [piece] };
}

/** The argument's text as a mapped text; without a place of its own it belongs to `otherwise`. */
export function mappedArgument(argument: Argument, otherwise: MappedText | null): MappedText {
  if (argument.mapped !== null) return argument.mapped;
  const start = otherwise?.pieces[0]?.start ?? 0;
  const { text } = argument;
  const pieces = text === "" ? [] : [{ at: 0, length: text.length, start, sourceLength: 0 }];
  return { text, file: otherwise?.file ?? "", pieces };
}
