import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Word } from "./dockerfile.ts";
import { isSpace, isWordSpace } from "./whitespace.ts";

/** Words parted by white space alone, quotes or not: FROM, COPY and ADD. As `parseStringsWhitespaceDelimited`. */
export function splitPlainWords(rest: MappedText): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < rest.text.length) {
    const start = at;
    while (at < rest.text.length && !isWordSpace(rest.text[at])) at++;
    if (at > start) words.push(wordAt(rest, start, at));
    while (at < rest.text.length && isWordSpace(rest.text[at])) at++;
  }
  return words;
}

/** A word of ENV or ARG: its place in the text. */
export interface QuotedWord {
  readonly start: number;
  readonly end: number;
}

/**
 * Words parted by white space outside of quotes: ENV and ARG. Quotes and escapes stay; an escape character at the
 * very end does not. As BuildKit's `parseWords`.
 */
export function splitQuotedWords(text: string, escapeChar: string): readonly QuotedWord[] {
  const words: QuotedWord[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++;
      continue;
    }
    const start = at;
    let end = at;
    let quote: string | null = null;
    while (at < text.length && (quote !== null || !isSpace(text[at]))) {
      const char = text[at];
      if (char === escapeChar && quote !== "'") {
        at += 2;
        if (at <= text.length) end = at;
        continue;
      }
      if (char === quote) quote = null;
      else if (quote === null && (char === "'" || char === '"')) quote = char;
      at++;
      end = at;
    }
    if (end > start) words.push({ start, end });
  }
  return words;
}

export function wordAt(text: MappedText, start: number, end: number): Word {
  return { raw: text.text.slice(start, end), span: spanOf(text, start, end) };
}
