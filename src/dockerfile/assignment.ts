import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Problem } from "../span.ts";
import type { Dockerfile, Word } from "./dockerfile.ts";
import { makeProblem } from "./source.ts";
import { expandWord } from "./variables.ts";
import { isWordSpace } from "./whitespace.ts";
import { type QuotedWord, splitQuotedWords, wordAt } from "./words.ts";

type Escape = Dockerfile["escape"];

/** ENV: `K=V K2="a b"`, or the old `K V` where the value is all that follows. As BuildKit's `parseNameVal`. */
export function readEnvAssignments(
  rest: MappedText,
  escapeChar: Escape,
  problems: Problem[],
): readonly { name: string; value: Word }[] {
  const words = splitQuotedWords(rest.text, escapeChar);
  const first = words[0];
  if (first === undefined) return [];
  if (!rest.text.slice(first.start, first.end).includes("=")) return readOldForm(rest, escapeChar, problems);
  const assignments: { name: string; value: Word }[] = [];
  for (const word of words) {
    const { name, value } = readAssignment(rest, word, escapeChar);
    if (value === null) {
      const message = `\`${name}\` has no value; write \`${name}=value\`, and quotes around values with spaces`;
      problems.push(makeProblem(spanOf(rest, word.start, word.end), message));
    } else assignments.push({ name, value });
  }
  return assignments;
}

/** ARG: names, each with or without a default. */
export function readArgAssignments(
  rest: MappedText,
  escapeChar: Escape,
): readonly { name: string; value: Word | null }[] {
  return splitQuotedWords(rest.text, escapeChar).map((word) => readAssignment(rest, word, escapeChar));
}

function readOldForm(rest: MappedText, escapeChar: Escape, problems: Problem[]) {
  const { text } = rest;
  let end = 0;
  while (end < text.length && !isWordSpace(text[end])) end++;
  let value = end;
  while (value < text.length && isWordSpace(text[value])) value++;
  const name = readName(text.slice(0, end), escapeChar);
  if (value < text.length) return [{ name, value: wordAt(rest, value, text.length) }];
  const message = `ENV needs a value; write \`ENV ${name}=value\``;
  problems.push(makeProblem(spanOf(rest, 0, end), message));
  return [];
}

function readAssignment(rest: MappedText, word: QuotedWord, escapeChar: Escape) {
  const text = rest.text.slice(word.start, word.end);
  const equals = text.indexOf("=");
  if (equals === -1) return { name: readName(text, escapeChar), value: null };
  const value = wordAt(rest, word.start + equals + 1, word.end);
  return { name: readName(text.slice(0, equals), escapeChar), value };
}

/** A name without its quotes; one with a variable in it stays as written. */
function readName(written: string, escapeChar: Escape): string {
  const name = expandWord(
    written,
    () => ({ kind: "unknown", reason: "a name holds a variable" }),
    escapeChar,
  );
  return name.kind === "known" ? name.text : written;
}
