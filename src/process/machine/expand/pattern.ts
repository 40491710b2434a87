import { HOLE, isKnown } from "../../hole.ts";
import type { ShellBody } from "../process.ts";
import { type Truth, truth } from "../text.ts";
import {
  ANY_SIGN,
  ANY_SIGNS,
  type Automaton,
  acceptedLengths,
  buildAutomaton,
  type Direction,
  isAccepted,
  oneSign,
  type Shape,
} from "./automaton.ts";
import { readCharacterSet } from "./character-set.ts";

/** Characters of a pattern; what people write has some dozens. */
const MOST_PATTERN = 1024;
/** Characters of the pattern times those of the text. */
const MOST_COMPARED = 400_000;

/**
 * Whether a shell pattern matches a text (POSIX, Shell Command Language 2.14; bash, Pattern Matching). A backslash quotes
 * the next character; holes on either side may stand for anything. What takes too long to compare may match or not.
 */
export function matchPattern(pattern: string, text: string): Truth {
  if (isPlain(pattern) && isKnown(text)) return truth(pattern === text);
  const automaton = automatonFor(pattern, text, "forwards");
  if (automaton === null) return "either";
  if (automaton.isSure && isKnown(text)) return truth(isAccepted(automaton, text, false));
  if (automaton.isSure && isAccepted(automaton, text, false)) return "yes";
  return isAccepted(automaton, text, true) ? "either" : "no";
}

/** Every prefix (or suffix) length of `text` that the pattern matches, ascending; null where that is not told. */
export function matchingLengths(
  pattern: string,
  text: string,
  side: "prefix" | "suffix",
): readonly number[] | null {
  // A suffix is a prefix for who reads from behind.
  const direction = side === "prefix" ? "forwards" : "backwards";
  const automaton = automatonFor(pattern, text, direction);
  if (automaton === null || !automaton.isSure) return null;
  const signs = [...text];
  return acceptedLengths(automaton, side === "prefix" ? signs : signs.reverse());
}

/** No character of it stands for others. */
function isPlain(pattern: string): boolean {
  return !/[\\*?[(]/.test(pattern) && isKnown(pattern);
}

/** A text or a pattern as they are compared: under `nocasematch` (bash) capital letters are as small ones. */
export function lettersOf({ options }: ShellBody, text: string): string {
  return options.nocasematch ? text.toLowerCase() : text;
}

/** Quotes every character that a pattern would take for more than itself. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]()|+@!]/g, "\\$&");
}

/** Null where it would be too large, or too slow for this text. */
function automatonFor(pattern: string, text: string, direction: Direction): Automaton | null {
  if (pattern.length > MOST_PATTERN || pattern.length * text.length > MOST_COMPARED) return null;
  return buildAutomaton(readRow(pattern, { from: 0, to: pattern.length, depth: 0 }), direction);
}

/** Where in a pattern a part of it stands, and in how many groups. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** Groups in groups; nobody writes more. */
const DEEPEST = 10;

function readRow(pattern: string, { from, to, depth }: Place): Shape {
  const parts: Shape[] = [];
  for (let at = from; at < to; at++) {
    const char = pattern[at] ?? "";
    if (char === "\\" && at + 1 < to) parts.push(oneSign(pattern[++at] ?? ""));
    else if ("?*+@!".includes(char) && pattern[at + 1] === "(") {
      const close = closingParenthesis(pattern, at + 1);
      parts.push(readExtended(pattern, { from: at, to: close, depth: depth + 1 }));
      at = close;
    } else if (char === "*") parts.push(ANY_SIGNS);
    else if (char === "?") parts.push(ANY_SIGN);
    else if (char === HOLE) parts.push({ kind: "unknown" });
    else if (char === "[") {
      const set = readCharacterSet(pattern, at, { negations: "!^", quotes: true });
      const { has = null } = set ?? {};
      parts.push(
        has === null ? oneSign(char) : { kind: "sign", accepts: (sign) => sign !== HOLE && has(sign) },
      );
      if (set !== null) at = set.end;
    } else parts.push(oneSign(char));
  }
  return { kind: "row", parts };
}

/** `@(a|b)`, `?(a)`, `*(a)`, `+(a)`: which of the patterns in between may stand there, and how often. */
function readExtended(pattern: string, { from, to, depth }: Place): Shape {
  const operator = pattern[from] ?? "";
  // What none of several patterns matches is more than this can tell.
  if (operator === "!" || to >= pattern.length || depth > DEEPEST) return { kind: "unknown" };
  const choice: Shape = { kind: "choice", of: readChoices(pattern, { from: from + 2, to, depth }) };
  return operator === "@"
    ? choice
    : { kind: "repeat", part: choice, least: operator === "+" ? 1 : 0, isEndless: operator !== "?" };
}

function readChoices(pattern: string, { from, to, depth }: Place): readonly Shape[] {
  const choices: Shape[] = [];
  let start = from;
  let open = 0;
  for (let at = from; at < to; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (char === "(") open++;
    else if (char === ")") open--;
    else if (char === "|" && open === 0) {
      choices.push(readRow(pattern, { from: start, to: at, depth }));
      start = at + 1;
    }
  }
  return [...choices, readRow(pattern, { from: start, to, depth })];
}

function closingParenthesis(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "(") depth++;
    else if (pattern[at] === ")" && --depth === 0) return at;
  }
  return pattern.length;
}
