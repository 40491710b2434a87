import type { MappedText } from "../mapped-text.ts";
import { DerivedText } from "../yaml/derived-text.ts";

/** A command that stands in one string, as compose makes words of it. */
export type SplitCommand =
  | {
      readonly ok: true;
      readonly words: readonly MappedText[];
      /** Where it stopped to read: at an operator that only a shell would understand. Null for nowhere. */
      readonly dropsFrom: number | null;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Splits a string the way compose does, which is no shell: quotes and backslashes are taken away, nothing is expanded,
 * and all from an operator on is silently left out. `ShellCommand` in compose-go's types/command.go hands it to `Parse`
 * of github.com/mattn/go-shellwords 1.0.12.
 */
export function splitCommand(source: MappedText): SplitCommand {
  const { text } = source;
  const words: MappedText[] = [];
  let word = new DerivedText(source);
  let isWord = false;
  let quotes: Quotes = "none";
  let usedQuotes: Quotes = "none";
  const endWord = (): void => {
    if (isWord) words.push(word.finish(writerOf(source, usedQuotes)));
    word = new DerivedText(source);
    isWord = false;
    usedQuotes = "none";
  };
  let before = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const isQuoted: boolean = quotes !== "none";
    if (char === "\\" && quotes !== "single") {
      if (at + 1 >= text.length) return { ok: false, reason: "it ends in a backslash" };
      word.put(text.charAt(at + 1), at, at + 2);
      isWord = true;
      before = "";
      at++;
      continue;
    }
    if (/[ \t\r\n]/.test(char) && !isQuoted) {
      endWord();
      before = "";
      continue;
    }
    if (
      (char === '"' && (quotes === "none" || quotes === "double")) ||
      (char === "'" && (quotes === "none" || quotes === "single"))
    ) {
      quotes = isQuoted ? "none" : char === '"' ? "double" : "single";
      usedQuotes = char === '"' ? "double" : "single";
      if (!isQuoted) continue;
      isWord = true;
      continue;
    }
    if (char === "`" && (quotes === "none" || quotes === "back")) quotes = isQuoted ? "none" : "back";
    else if (char === "(" && quotes === "none") {
      if (before !== "$") return { ok: false, reason: "a bracket stands in it without quotes" };
      quotes = "dollar";
    } else if (char === ")" && quotes === "none") {
      return { ok: false, reason: "a bracket stands in it without quotes" };
    } else if (char === ")" && quotes === "dollar") quotes = "none";
    else if (/[;&|<>]/.test(char) && !isQuoted) {
      // A number in front of `>` goes with it.
      if (char === ">" && /^\d/.test(word.text)) isWord = false;
      endWord();
      return { ok: true, words, dropsFrom: at };
    }
    word.keep(at, at + 1);
    isWord = true;
    before = char;
  }
  if (quotes !== "none") return { ok: false, reason: "a quote in it is not closed" };
  endWord();
  return { ok: true, words, dropsFrom: null };
}

type Quotes = "none" | "single" | "double" | "back" | "dollar";

/** How new text goes into a word, behind the quotes that it has. */
function writerOf(source: MappedText, quotes: Quotes): (text: string) => string | null {
  const write = source.write ?? (() => null);
  return (text) => {
    switch (quotes) {
      case "double":
        return write(text.replace(/[\\"]/g, "\\$&"));
      case "single":
        return text.includes("'") ? null : write(text);
      default:
        return /[\s'"\\;&|<>()`]/.test(text) ? null : write(text);
    }
  };
}
