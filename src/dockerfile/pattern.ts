/** A pattern of `${x#pattern}` and its kin: `*` and `?` only, no brackets. */
export type Pattern = readonly PatternToken[];

type PatternToken =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "one" }
  | { readonly kind: "many" };

/** Null where the pattern escapes a character that needs none, which BuildKit refuses. */
export function readPattern(source: string): Pattern | null {
  const tokens: PatternToken[] = [];
  const chars = [...source];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? "";
    if (char === "*") tokens.push({ kind: "many" });
    else if (char === "?") tokens.push({ kind: "one" });
    else if (char !== "\\") tokens.push({ kind: "char", char });
    else {
      const escaped = chars[++at] ?? "";
      if (!["*", "?", "\\", "}", "/"].includes(escaped)) return null;
      tokens.push({ kind: "char", char: escaped });
    }
  }
  return tokens;
}

export function trimStart(value: string, pattern: Pattern, longest: boolean): string {
  const chars = [...value];
  const length = matchLength(pattern, chars, 0, longest);
  return length === null ? value : chars.slice(length).join("");
}

export function trimEnd(value: string, pattern: Pattern, longest: boolean): string {
  const chars = [...value].reverse();
  const length = matchLength([...pattern].reverse(), chars, 0, longest);
  return length === null ? value : chars.slice(length).reverse().join("");
}

/** Replaces the first match, or all that do not overlap; each as long as it can be. */
export function replaceMatches(value: string, pattern: Pattern, replacement: string, all: boolean): string {
  const chars = [...value];
  let result = "";
  let afterMatch = false;
  for (let at = 0; at <= chars.length; ) {
    const length: number | null = matchLength(pattern, chars, at, true);
    if (length !== null && !(length === 0 && afterMatch)) {
      result += replacement;
      if (!all) return result + chars.slice(at + length).join("");
    }
    afterMatch = length !== null && length > 0;
    if (length !== null && length > 0) at += length;
    else result += chars[at++] ?? "";
  }
  return result;
}

/**
 * How many characters from `start` the pattern takes, the fewest or the most. All ways are followed side by side: a
 * pattern of many stars costs its length times the text's, never more.
 */
function matchLength(
  pattern: Pattern,
  chars: readonly string[],
  start: number,
  longest: boolean,
): number | null {
  let states = withStars(pattern, new Set([0]));
  let best: number | null = null;
  for (let at = start; ; at++) {
    if (states.has(pattern.length)) best = at - start;
    if ((best !== null && !longest) || at >= chars.length || states.size === 0) return best;
    const next = new Set<number>();
    for (const state of states) {
      const token = pattern[state];
      if (token === undefined || (chars[at] === "\n" && token.kind !== "char")) continue;
      if (token.kind === "many") next.add(state);
      else if (token.kind === "one" || token.char === chars[at]) next.add(state + 1);
    }
    states = withStars(pattern, next);
  }
}

/** A star also takes nothing. */
function withStars(pattern: Pattern, states: Set<number>): Set<number> {
  for (const state of states) if (pattern[state]?.kind === "many") states.add(state + 1);
  return states;
}
