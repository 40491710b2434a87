import type { Piece } from "../mapped-text.ts";
import type { DecodedScalar, RawScalar } from "./scalar.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
  "\t": "\t",
};

/** A plain or quoted scalar, folded where it goes over lines: https://yaml.org/spec/1.2.2/#73-flow-scalar-styles. */
export function decodeFlow({ span, source, style, inFlow }: RawScalar): DecodedScalar {
  const quoted = style !== "plain";
  const raw = source.slice(span.start, span.end);
  const body = quoted ? raw.slice(1, -1) : raw;
  const first = span.start + (quoted ? 1 : 0);
  const pieces: Piece[] = [];
  let text = "";
  const add = (piece: string, at: number, sourceLength: number): void => {
    if (piece === "") return;
    pieces.push({ at: text.length, length: piece.length, start: first + at, sourceLength });
    text += piece;
  };
  // What a folded line end, an escape, or two quotes in single ones come to; else as it is.
  const special =
    style === "double"
      ? /\\\r?\n[ \t\r\n]*|\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\U[\da-fA-F]{8}|\\[^\r\n]|(?<![ \t])[ \t]*\r?\n[ \t\r\n]*/g
      : style === "single"
        ? /''|(?<![ \t])[ \t]*\r?\n[ \t\r\n]*/g
        : /(?<![ \t])[ \t]*\r?\n[ \t\r\n]*/g;
  let at = 0;
  for (const { 0: found, index } of body.matchAll(special)) {
    add(body.slice(at, index), at, index - at);
    add(meaningOf(found), index, found.length);
    at = index + found.length;
  }
  add(body.slice(at), at, body.length - at);
  return { text, pieces: pieces.map(distinct), write: writers[style](inFlow) };

  /** A piece as long as its source would count as the same text. */
  function distinct(piece: Piece): Piece {
    const { length, sourceLength, start } = piece;
    const isSame = source.slice(start, start + sourceLength) === text.slice(piece.at, piece.at + length);
    return length === sourceLength && !isSame ? { ...piece, sourceLength: length - 1 } : piece;
  }
}

function meaningOf(found: string): string {
  if (found === "''") return "'";
  if (found.startsWith("\\")) {
    const letter = found.charAt(1);
    if (/[\r\n]/.test(letter)) return "";
    if (/[xuU]/.test(letter) && found.length > 2) return codePoint(found.slice(2));
    return ESCAPES[letter] ?? letter;
  }
  const breaks = found.split("\n").length - 1;
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

function codePoint(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code > 0x10ffff ? "" : String.fromCodePoint(code);
}

const writers: Readonly<Record<RawScalar["style"], (inFlow: boolean) => (text: string) => string | null>> = {
  plain: (inFlow) => (text) => (canStandPlain(text, inFlow) ? text : null),
  single: () => (text) => (/[\r\n]/.test(text) ? null : text.replaceAll("'", "''")),
  double: () => (text) => JSON.stringify(text).slice(1, -1),
  literal: () => () => null,
  folded: () => () => null,
};

/** In the middle of a plain scalar: https://yaml.org/spec/1.2.2/#733-plain-style. */
function canStandPlain(text: string, inFlow: boolean): boolean {
  return !/[\r\n]|:(?!\S)|(?<!\S)#/.test(text) && !(inFlow && /[,[\]{}]/.test(text));
}
