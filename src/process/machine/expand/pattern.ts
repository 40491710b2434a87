import { HOLE, isKnown } from "../../hole.ts";
import { type Truth, truth } from "../text.ts";

type Token =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "any" }
  | { readonly kind: "one" }
  | { readonly kind: "set"; readonly test: (char: string) => boolean }
  /** A part that the files do not tell, or an extended glob: may match anything. */
  | { readonly kind: "unknown" };

/**
 * Whether a shell pattern matches a text (POSIX, Shell Command Language 2.14). A backslash quotes the next character;
 * holes on either side may stand for anything.
 */
export function matchPattern(pattern: string, text: string): Truth {
  const tokens = tokenize(pattern);
  const sure = !tokens.some((token) => token.kind === "unknown");
  if (sure && isKnown(text)) return truth(matches(tokens, text, false));
  if (sure && matches(tokens, text, false)) return "yes";
  return matches(tokens, text, true) ? "either" : "no";
}

/** Every prefix (or suffix) length of `text` that the pattern matches, ascending. */
export function matchingLengths(pattern: string, text: string, side: "prefix" | "suffix"): readonly number[] {
  const tokens = tokenize(pattern);
  const lengths: number[] = [];
  for (let length = 0; length <= text.length; length++) {
    const part = side === "prefix" ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(tokens, part, false)) lengths.push(length);
  }
  return lengths;
}

/** Quotes every character that a pattern would take for more than itself. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]()|+@!]/g, "\\$&");
}

function tokenize(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (char === "\\" && at + 1 < pattern.length) tokens.push({ kind: "char", char: pattern[++at] ?? "" });
    else if ("?*+@!".includes(char) && pattern[at + 1] === "(") {
      tokens.push({ kind: "unknown" });
      at = closingParenthesis(pattern, at + 1);
    } else if (char === "*") tokens.push({ kind: "any" });
    else if (char === "?") tokens.push({ kind: "one" });
    else if (char === HOLE) tokens.push({ kind: "unknown" });
    else if (char === "[") {
      const set = readSet(pattern, at);
      tokens.push(set === null ? { kind: "char", char } : { kind: "set", test: set.test });
      if (set !== null) at = set.end;
    } else tokens.push({ kind: "char", char });
  }
  return tokens;
}

function closingParenthesis(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === "(") depth++;
    else if (pattern[at] === ")" && --depth === 0) return at;
  }
  return pattern.length;
}

function readSet(pattern: string, open: number): { test: (char: string) => boolean; end: number } | null {
  let at = open + 1;
  const negated = pattern[at] === "!" || pattern[at] === "^";
  if (negated) at++;
  const first = at;
  const ranges: (readonly [string, string])[] = [];
  const classes: RegExp[] = [];
  for (; at < pattern.length && (pattern[at] !== "]" || at === first); at++) {
    const name = /^\[:(\w+):\]/.exec(pattern.slice(at, at + 12));
    const known = name === null ? undefined : CLASSES.get(name[1] ?? "");
    if (name !== null && known !== undefined) {
      classes.push(known);
      at += name[0].length - 1;
      continue;
    }
    if (pattern[at] === "\\") at++;
    const from = pattern[at] ?? "";
    const isRange = pattern[at + 1] === "-" && pattern[at + 2] !== undefined && pattern[at + 2] !== "]";
    const to = isRange ? (pattern[at + 2] ?? "") : from;
    if (isRange) at += 2;
    ranges.push([from, to]);
  }
  if (at >= pattern.length) return null;
  const test = (char: string) =>
    (ranges.some(([from, to]) => from <= char && char <= to) || classes.some((set) => set.test(char))) !==
    negated;
  return { test, end: at };
}

const CLASSES = new Map([
  ["digit", /\d/],
  ["alpha", /[A-Za-z]/],
  ["alnum", /[A-Za-z0-9]/],
  ["space", /\s/],
  ["blank", /[ \t]/],
  ["upper", /[A-Z]/],
  ["lower", /[a-z]/],
  ["xdigit", /[0-9A-Fa-f]/],
  ["punct", /[!-/:-@[-`{-~]/],
]);

/**
 * Simulates the pattern over the text, one set of positions per character, so that no pattern takes longer than
 * pattern × text. With `loose`, holes in the text stand for any characters.
 */
function matches(tokens: readonly Token[], text: string, loose: boolean): boolean {
  let positions = skipEmpty(tokens, new Set([0]));
  for (const char of text) {
    if (positions.size === 0) return false;
    positions = loose && char === HOLE ? reachable(tokens, positions) : advance(tokens, positions, char);
  }
  return positions.has(tokens.length);
}

function advance(tokens: readonly Token[], positions: ReadonlySet<number>, char: string): Set<number> {
  const next = new Set<number>();
  for (const position of positions) {
    const token = tokens[position];
    if (token === undefined) continue;
    if (token.kind === "any" || token.kind === "unknown") next.add(position);
    else if (accepts(token, char)) next.add(position + 1);
  }
  return skipEmpty(tokens, next);
}

function accepts(token: Token, char: string): boolean {
  switch (token.kind) {
    case "char":
      return token.char === char;
    case "one":
      return char !== HOLE;
    case "set":
      return char !== HOLE && token.test(char);
    case "any":
    case "unknown":
      return true;
  }
}

/** `*` matches nothing as well: a position in front of one is also a position behind it. */
function skipEmpty(tokens: readonly Token[], positions: Set<number>): Set<number> {
  for (const position of positions) {
    const kind = tokens[position]?.kind;
    if (kind === "any" || kind === "unknown") positions.add(position + 1);
  }
  return positions;
}

function reachable(tokens: readonly Token[], positions: ReadonlySet<number>): Set<number> {
  const from = Math.min(...positions);
  const all = new Set<number>();
  for (let position = from; position <= tokens.length; position++) all.add(position);
  return all;
}
