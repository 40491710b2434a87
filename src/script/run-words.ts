import type { MappedText } from "../mapped-text.ts";
import type { Word, WordPart } from "../shell/syntax.ts";
import { TextBuilder } from "./text-builder.ts";

/** A word of a RUN command after expansion. */
export interface RunWord {
  /** Null where only the build knows it. */
  readonly text: MappedText | null;
  /** Whether it holds an unquoted `*`, `?` or `[`. */
  readonly pattern: boolean;
}

/** The value of a variable, null where it is not known. */
export type Variables = (name: string) => RunWord | string | null;

/** Which characters a backslash takes their meaning from (POSIX, 2.2). */
const ESCAPABLE = { bare: /[\s\S]/, double: /[$`"\\\n]/, heredoc: /[$`\\\n]/ } as const;

/** Expands a word: quotes removed, variables put in, patterns left as they are. Braces give several words. */
export function expandRunWord(source: MappedText, word: Word, variables: Variables): readonly RunWord[] {
  const whole = { pos: word.pos, end: word.end };
  const braces = expandBraces(source, word);
  if (braces !== null) return braces;
  const parts = word.parts;
  const builder = new TextBuilder(source.file);
  if (parts === undefined) {
    appendLiteral(builder, source, whole, "bare");
    return [{ text: builder.build(), pattern: false }];
  }
  const state: Expansion = { source, builder, variables, known: true, pattern: false };
  for (const part of parts) expandPart(state, part, "bare");
  return [{ text: state.known ? builder.build() : null, pattern: state.pattern }];
}

/** The text of a heredoc as the shell passes it on; null where it holds what only the build knows. */
export function expandHeredocParts(
  source: MappedText,
  body: { readonly pos: number; readonly end: number; readonly parts: readonly WordPart[] | undefined },
  variables: Variables,
): MappedText | null {
  const builder = new TextBuilder(source.file);
  const state: Expansion = { source, builder, variables, known: true, pattern: false };
  if (body.parts === undefined) appendLiteral(builder, source, body, "heredoc");
  for (const part of body.parts ?? []) expandPart(state, part, "heredoc");
  return state.known ? builder.build() : null;
}

interface Expansion {
  readonly source: MappedText;
  readonly builder: TextBuilder;
  readonly variables: Variables;
  known: boolean;
  pattern: boolean;
}

type Quoting = keyof typeof ESCAPABLE;

function expandPart(state: Expansion, part: WordPart, quoting: Quoting): void {
  const { builder, source } = state;
  switch (part.type) {
    case "Literal":
      appendLiteral(builder, source, part, quoting);
      break;
    case "Glob":
      state.pattern = true;
      builder.appendSlice(source, part.pos, part.end);
      break;
    case "SingleQuoted":
      builder.appendSlice(source, part.pos + 1, part.end - 1);
      break;
    case "AnsiCQuoted":
      builder.appendInstead(part.value, source, part.pos, part.end);
      break;
    case "DoubleQuoted":
    case "LocaleString":
      for (const child of part.parts) expandPart(state, child, "double");
      break;
    case "SimpleExpansion":
      appendVariable(state, part.text.slice(1), part);
      break;
    case "ParameterExpansion":
      if (part.operation === undefined && part.prefix === undefined && part.index === undefined) {
        appendVariable(state, part.parameter, part);
      } else state.known = false;
      break;
    default:
      state.known = false;
  }
}

function appendVariable(state: Expansion, name: string, place: { pos: number; end: number }): void {
  const value = state.variables(name);
  if (value === null || (typeof value !== "string" && value.text === null)) {
    state.known = false;
    return;
  }
  const text = typeof value === "string" ? value : (value.text?.text ?? "");
  if (typeof value !== "string" && value.pattern) state.pattern = true;
  state.builder.appendInstead(text, state.source, place.pos, place.end);
}

function appendLiteral(
  builder: TextBuilder,
  source: MappedText,
  place: { readonly pos: number; readonly end: number },
  quoting: Quoting,
): void {
  let from = place.pos;
  for (let at = place.pos; at < place.end; at++) {
    const next = source.text[at + 1];
    if (source.text[at] !== "\\" || at + 1 >= place.end || next === undefined) continue;
    if (!ESCAPABLE[quoting].test(next)) {
      at++;
      continue;
    }
    builder.appendSlice(source, from, at);
    if (next !== "\n") builder.appendInstead(next, source, at, at + 2);
    at++;
    from = at + 1;
  }
  builder.appendSlice(source, from, place.end);
}

/** `{a,b}.sh` with plain parts; null where the word has no braces of that kind. */
function expandBraces(source: MappedText, word: Word): readonly RunWord[] | null {
  const match = /^([^{}$"'\\`*?[]*)\{([^{}$"'\\`*?[]*)\}([^{}$"'\\`*?[]*)$/.exec(word.text);
  const [, before = "", choices = "", after = ""] = match ?? [];
  if (!choices.includes(",")) return null;
  return choices.split(",").map((choice) => {
    const builder = new TextBuilder(source.file);
    builder.appendInstead(`${before}${choice}${after}`, source, word.pos, word.end);
    return { text: builder.build(), pattern: false };
  });
}
