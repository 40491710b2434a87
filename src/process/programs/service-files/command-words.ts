import type { MappedText } from "../../../mapped-text.ts";
import { TextBuilder } from "../../../script/text-builder.ts";

/**
 * Splits a command line into words as Python's `shlex.split` does: blanks part, quotes group, a backslash keeps the next
 * character, between double quotes only `"` and `\`. Null where a quote is not closed.
 */
export function splitCommand(line: MappedText): readonly MappedText[] | null {
  const { text, file } = line;
  const words: MappedText[] = [];
  let word: TextBuilder | null = null;
  let quote = "";
  const parts = /\s+|\\[\s\S]|["']|[^\s\\"']+|\\/g;
  for (const { 0: part, index } of text.matchAll(parts)) {
    if (quote === "" && /^\s/.test(part)) {
      if (word !== null) words.push(word.build());
      word = null;
      continue;
    }
    word ??= new TextBuilder(file);
    const isEscape = part.startsWith("\\") && quote !== "'" && (quote === "" || /^\\["\\]/.test(part));
    if (part === quote) quote = "";
    else if (quote === "" && (part === '"' || part === "'")) quote = part;
    else if (isEscape) word.appendInstead(part.slice(1), line, index, index + part.length);
    else if (quote === "'" && part === "\\'") {
      // Between single quotes a backslash is a character like others, and so the quote ends here.
      word.appendSlice(line, index, index + 1);
      quote = "";
    } else word.appendSlice(line, index, index + part.length);
  }
  if (word !== null) words.push(word.build());
  return quote === "" ? words : null;
}
