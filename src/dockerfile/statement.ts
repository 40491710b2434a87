import { type MappedText, sliceMapped, spanOf } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import type { Word } from "./dockerfile.ts";
import { isWordSpace, trimRange } from "./whitespace.ts";

/** A joined line, split into what every instruction has: keyword, flags, and the rest. */
export interface Statement {
  /** As written. */
  readonly name: string;
  readonly keyword: Span;
  readonly flags: readonly Flag[];
  /** What follows the flags, white space at both ends trimmed. */
  readonly rest: MappedText;
}

/** `--name` or `--name=value`. The value has its quotes and escapes removed, as BuildKit does before expanding it. */
export interface Flag {
  readonly name: string;
  readonly value: Word | null;
}

/** Splits a joined line as BuildKit's `splitCommand` does. */
export function splitStatement(line: MappedText, escapeChar: string): Statement {
  const { text } = line;
  const whole = trimRange(text, 0, text.length);
  let end = whole.start;
  while (end < whole.end && !isWordSpace(text[end])) end++;
  const { flags, rest } = readFlags(line, end, whole.end, escapeChar);
  const { start, end: restEnd } = trimRange(text, rest, whole.end);
  return {
    name: text.slice(whole.start, end),
    keyword: spanOf(line, whole.start, end),
    flags,
    rest: sliceMapped(line, start, restEnd),
  };
}

function readFlags(line: MappedText, from: number, end: number, escapeChar: string) {
  const flags: Flag[] = [];
  let at = from;
  for (;;) {
    while (at < end && isWordSpace(line.text[at])) at++;
    if (!line.text.startsWith("--", at)) return { flags, rest: at };
    const word = readFlagWord(line.text, at, end, escapeChar);
    at = word.end;
    if (word.text === "--") return { flags, rest: at };
    const equals = word.text.indexOf("=");
    flags.push({
      name: word.text.slice(2, equals === -1 ? undefined : equals),
      value:
        equals === -1
          ? null
          : { raw: word.text.slice(equals + 1), span: spanOf(line, word.valueStart, word.end) },
    });
  }
}

function readFlagWord(line: string, from: number, end: number, escapeChar: string) {
  let text = "";
  let valueStart = from;
  let quote: string | null = null;
  let at = from;
  for (; at < end; at++) {
    let char = line[at] ?? "";
    if (quote === null && isWordSpace(char)) break;
    if (char === quote) {
      quote = null;
      continue;
    }
    if (quote === null && (char === "'" || char === '"')) {
      quote = char;
      continue;
    }
    if (char === escapeChar) {
      at++;
      if (at >= end) break;
      char = line[at] ?? "";
    }
    if (char === "=" && !text.includes("=")) valueStart = at + 1;
    text += char;
  }
  return { text, valueStart, end: Math.min(at, end) };
}

/** The value of a flag, null where it is not given or has none. */
export function flagValue(statement: Statement, name: string): Word | null {
  return statement.flags.find((flag) => flag.name === name)?.value ?? null;
}

/** A flag that is on or off. */
export function flagIsSet(statement: Statement, name: string): boolean {
  const flag = statement.flags.find((each) => each.name === name);
  return flag !== undefined && (flag.value === null || flag.value.raw.toLowerCase() === "true");
}
