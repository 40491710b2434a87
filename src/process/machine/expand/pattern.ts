import { HOLE, isKnown } from "../../hole.ts";
import { type Truth, truth } from "../text.ts";
import {
  ANY_SIGN,
  ANY_SIGNS,
  type Automaton,
  buildAutomaton,
  isAccepted,
  oneSign,
  type Shape,
} from "./automaton.ts";
import { readCharacterSet } from "./character-set.ts";

/**
 * Whether a shell pattern matches a text (POSIX, Shell Command Language 2.14; bash, Pattern Matching). A backslash quotes
 * the next character; holes on either side may stand for anything.
 */
export function matchPattern(pattern: string, text: string): Truth {
  const automaton = automatonOf(pattern);
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
  const automaton = automatonOf(pattern);
  if (automaton === null || !automaton.isSure) return null;
  const lengths: number[] = [];
  for (let length = 0; length <= text.length; length++) {
    const part = side === "prefix" ? text.slice(0, length) : text.slice(text.length - length);
    if (isAccepted(automaton, part, false)) lengths.push(length);
  }
  return lengths;
}

/** Quotes every character that a pattern would take for more than itself. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]()|+@!]/g, "\\$&");
}

function automatonOf(pattern: string): Automaton | null {
  return buildAutomaton(readRow(pattern, { from: 0, to: pattern.length, depth: 0 }));
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
