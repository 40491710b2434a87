import type { MappedText } from "../../mapped-text.ts";
import type { TextBuilder } from "../../script/text-builder.ts";

type Style = "plain" | "single" | "double";

const BREAK = /[ \t]*(?:\r?\n[ \t]*)+/y;
const SINGLE: Readonly<Record<string, string>> = {
  ...{ "0": "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b" },
  ...{ " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029" },
};
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A scalar in flow style, between its quotes (YAML 1.2.2, sections 7.3 and 5.7), into a text. */
export function appendFlow(
  text: TextBuilder,
  source: MappedText,
  start: number,
  end: number,
  style: Style,
): void {
  let at = start;
  let run = start;
  const put = (instead: string, next: number): void => {
    text.appendSlice(source, run, at);
    text.appendInstead(instead, source, at, next);
    at = next;
    run = next;
  };
  while (at < end) {
    BREAK.lastIndex = at;
    const broken = BREAK.exec(source.text);
    if (broken !== null) put(folded(broken[0]), Math.min(at + broken[0].length, end));
    else if (style === "single" && source.text.startsWith("''", at)) put("'", at + 2);
    else if (style === "double" && source.text[at] === "\\") {
      const { instead, length } = escaped(source.text, at);
      put(instead, at + length);
    } else at += 1;
  }
  text.appendSlice(source, run, end);
}

/** One line break is a blank, each more of them is itself (section 6.5, line folding). */
function folded(blanks: string): string {
  const breaks = blanks.split("\n").length - 1;
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

function escaped(source: string, at: number): { readonly instead: string; readonly length: number } {
  const line = /^\\\r?\n[ \t]*/.exec(source.slice(at, at + 1000))?.[0];
  if (line !== undefined) return { instead: "", length: line.length };
  const letter = source[at + 1] ?? "";
  const digits = DIGITS[letter];
  if (digits === undefined) return { instead: SINGLE[letter] ?? letter, length: 2 };
  const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
  const isCharacter = Number.isInteger(code) && code <= 0x10ffff;
  return { instead: isCharacter ? String.fromCodePoint(code) : "", length: 2 + digits };
}
