import { type MappedText, type Piece, sliceMapped, spanOf } from "../mapped-text.ts";
import type { Text } from "../span.ts";
import type { Heredoc, Word } from "./dockerfile.ts";
import { readPattern, replaceMatches, trimEnd, trimStart } from "./pattern.ts";
import { type Operation, readWordSyntax, type WordPart } from "./word-syntax.ts";

/** The value of a build argument or environment variable; undefined where it is not set. */
export type Lookup = (name: string) => Text | undefined;

/** Values can double with every ENV; past this many characters they are no longer followed. */
const maximalLength = 1 << 20;

/**
 * The word as the builder hands it to the instruction: quotes and escapes removed, variables replaced, unset ones by
 * nothing. Unknown where a variable that counts is unknown, or where Docker refuses the word.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expandWord(word: Word | string, lookup: Lookup, escapeChar: "\\" | "`"): Text {
  const syntax = readWordSyntax(typeof word === "string" ? word : word.raw, escapeChar);
  return syntax.ok ? expandParts(syntax.parts, lookup) : refused(syntax.reason);
}

/**
 * What a heredoc of COPY or ADD puts into its file: variables are replaced unless the delimiter is quoted; quotes are
 * kept, and the escape character is a backslash whatever the directive says. Not for RUN: there the shell replaces.
 */
export function expandHeredoc(
  heredoc: Heredoc,
  lookup: Lookup,
):
  | { readonly kind: "known"; readonly text: MappedText }
  | { readonly kind: "unknown"; readonly reason: string } {
  const { body } = heredoc;
  if (heredoc.quoted) return { kind: "known", text: body };
  const syntax = readWordSyntax(body.text, "\\", "no-quotes");
  if (!syntax.ok) return refused(syntax.reason);
  const pieces: Piece[] = [];
  let text = "";
  for (const part of syntax.parts) {
    const value = expandPart(part, lookup);
    if (value.kind === "unknown") return value;
    if (text.length + value.text.length > maximalLength) return tooLong;
    if (part.kind === "literal" && part.text.length === part.end - part.start) {
      for (const piece of sliceMapped(body, part.start, part.end).pieces) {
        pieces.push({ ...piece, at: text.length + piece.at });
      }
    } else {
      pieces.push(...opaquePieces(body, part, text.length, value.text.length));
    }
    text += value.text;
  }
  return { kind: "known", text: { text, file: body.file, pieces } };
}

const tooLong = { kind: "unknown", reason: "the value grows too long to be followed" } as const;

/** Equal lengths would say that the characters are the same, so such a piece is cut in two. */
function opaquePieces(body: MappedText, part: WordPart, at: number, length: number): readonly Piece[] {
  const { start, end } = spanOf(body, part.start, part.end);
  const sourceLength = end - start;
  if (length === 0) return [];
  if (length !== sourceLength) return [{ at, length, start, sourceLength }];
  return [
    { at, length: 1, start, sourceLength },
    { at: at + 1, length: length - 1, start, sourceLength },
  ];
}

function refused(why: string): Extract<Text, { kind: "unknown" }> {
  return { kind: "unknown", reason: `Docker refuses the word: ${why}` };
}

function expandParts(parts: readonly WordPart[], lookup: Lookup): Text {
  let text = "";
  for (const part of parts) {
    const value = expandPart(part, lookup);
    if (value.kind === "unknown") return value;
    if (text.length + value.text.length > maximalLength) return tooLong;
    text += value.text;
  }
  return { kind: "known", text };
}

function expandPart(part: WordPart, lookup: Lookup): Text {
  if (part.kind === "literal") return { kind: "known", text: part.text };
  const value = lookup(part.name);
  if (value?.kind === "unknown") return value;
  if (part.operation === null) return value ?? { kind: "known", text: "" };
  return operate(part.name, part.operation, value?.text, lookup);
}

function operate(name: string, operation: Operation, value: string | undefined, lookup: Lookup): Text {
  const now: Text = { kind: "known", text: value ?? "" };
  switch (operation.kind) {
    case "test": {
      const unset = value === undefined || (operation.emptyIsUnset && value === "");
      if (operation.sign === "+")
        return unset ? { kind: "known", text: "" } : expandParts(operation.word, lookup);
      if (!unset) return now;
      return operation.sign === "-" ? expandParts(operation.word, lookup) : refused(`\`${name}\` is not set`);
    }
    case "trim":
      return trim(operation.sign, now.text, expandParts(operation.pattern, lookup));
    case "replace": {
      const pattern = expandParts(operation.pattern, lookup);
      const replacement = expandParts(operation.replacement, lookup);
      if (pattern.kind === "unknown") return pattern;
      if (replacement.kind === "unknown") return replacement;
      return replace(now.text, pattern.text, replacement.text, operation.all);
    }
  }
}

function trim(sign: "#" | "%", value: string, written: Text): Text {
  if (written.kind === "unknown") return written;
  const longest = written.text.startsWith(sign);
  const pattern = readPattern(longest ? written.text.slice(1) : written.text);
  if (pattern === null) return badPattern(written.text);
  if (value.length * pattern.length > maximalSteps) return tooLong;
  const trimmed = sign === "#" ? trimStart(value, pattern, longest) : trimEnd(value, pattern, longest);
  return { kind: "known", text: trimmed };
}

/** What a match may cost: the squared length of the value times that of the pattern. */
const maximalSteps = 1e7;

function replace(value: string, written: string, replacement: string, all: boolean): Text {
  const pattern = readPattern(written);
  if (pattern === null) return badPattern(written);
  if (value.length ** 2 * pattern.length > maximalSteps) return tooLong;
  if (value.length * replacement.length > maximalLength) return tooLong;
  return { kind: "known", text: replaceMatches(value, pattern, replacement, all) };
}

function badPattern(pattern: string): Text {
  return refused(`\`${pattern}\` escapes a character that is none of \`*\`, \`?\` and \`\\\``);
}
