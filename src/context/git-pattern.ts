import { matchesPath } from "./match-path.ts";
import type { PathPattern, Range, Token } from "./path-pattern.ts";

/** Whether a path that has no slash at either end is one that a pattern stands for. */
export type GitPattern = (path: string) => boolean;

/** The one text that a pattern without wildcards stands for: a path where it has a slash, else a last name. Null with any. */
export function literalOf(text: string): string | null {
  if (/[*?[\\]/.test(text)) return null;
  return text.includes("/") ? `/${text.replace(/^\//, "")}` : text;
}

/** The texts by which literal patterns know a path: by its last name, and as a whole. */
export function literalsFor(path: string): readonly [string, string] {
  return [path.slice(path.lastIndexOf("/") + 1), `/${path}`];
}

/**
 * A pattern of `.gitignore` without its `!` and the slash at its end, as git compares it: by the last name alone where it
 * has no other slash. It takes time in proportion to pattern × path, whatever the pattern. Source: gitignore(5), and git's
 * wildmatch.c.
 */
export function gitPattern(text: string): GitPattern {
  const pattern = text.replace(/^\//, "");
  const matches = matcher(pattern);
  return text.includes("/") ? matches : (path) => matches(path.slice(path.lastIndexOf("/") + 1));
}

function matcher(pattern: string): GitPattern {
  if (literalOf(pattern) !== null) return (text) => text === pattern;
  if (/^\*[^*?[\\/]*$/.test(pattern)) {
    const ending = pattern.slice(1);
    return (text) => text.endsWith(ending) && !text.slice(0, text.length - ending.length).includes("/");
  }
  const tokens = parse([...pattern]);
  if (tokens === null) return () => false;
  // Most paths are told apart by what stands in front of the first wildcard.
  const beginning = /^[^*?[\\]*/.exec(pattern)?.[0] ?? "";
  return (text) => text.startsWith(beginning) && matchesPath(tokens, text);
}

/** Null for what git never finds. */
function parse(characters: readonly string[]): PathPattern | null {
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; ) {
    const character = characters[at] ?? "";
    if (character === "*") {
      const { token, end } = stars(characters, at);
      tokens.push(token);
      at = end;
    } else if (character === "?") {
      tokens.push({ kind: "one" });
      at += 1;
    } else if (character === "[") {
      const found = readClass(characters, at + 1);
      if (found === null) return null;
      tokens.push(found.token);
      at = found.end;
    } else {
      const literal = character === "\\" ? characters[at + 1] : character;
      if (literal === undefined) return null;
      tokens.push({ kind: "literal", character: literal });
      at += character === "\\" ? 2 : 1;
    }
  }
  return tokens;
}

/** `**` is any number of folders only where it stands between slashes; elsewhere it is a `*`. */
function stars(
  characters: readonly string[],
  start: number,
): { readonly token: Token; readonly end: number } {
  let end = start;
  while (characters[end] === "*") end += 1;
  const isFolder = end - start >= 2 && (start === 0 || characters[start - 1] === "/");
  if (isFolder && characters[end] === "/") return { token: { kind: "folders" }, end: end + 1 };
  return { token: { kind: isFolder && end === characters.length ? "anything" : "some" }, end };
}

interface Class {
  readonly token: Token;
  readonly end: number;
}

function readClass(characters: readonly string[], start: number): Class | null {
  const negated = characters[start] === "!" || characters[start] === "^";
  const first = negated ? start + 1 : start;
  const ranges: Range[] = [];
  let at = first;
  for (; characters[at] !== "]" || at === first; at++) {
    const named = characters[at] === "[" && characters[at + 1] === ":" ? readName(characters, at + 2) : null;
    if (named !== null) {
      if (named.ranges === undefined) return null;
      ranges.push(...named.ranges);
      at = named.end;
      continue;
    }
    if (characters[at] === "\\") at += 1;
    const low = characters[at];
    if (low === undefined) return null;
    const isRange = characters[at + 1] === "-" && characters[at + 2] !== "]";
    if (isRange) at += characters[at + 2] === "\\" ? 3 : 2;
    const high = characters[at];
    if (high === undefined) return null;
    // git takes the first of a range that runs backwards for itself.
    ranges.push({ low, high: low }, { low, high });
  }
  // Whatever stands in it, it is never a slash.
  const token: Token = negated
    ? { kind: "class", negated, ranges: [...ranges, { low: "/", high: "/" }] }
    : { kind: "class", negated, ranges: ranges.flatMap(besideSlash) };
  return { token, end: at + 1 };
}

function besideSlash({ low, high }: Range): readonly Range[] {
  if (low > "/" || high < "/") return [{ low, high }];
  return [
    { low, high: "." },
    { low: "0", high },
  ];
}

/** The name of a class and where its `]` stands; null where there is none. */
function readName(
  characters: readonly string[],
  start: number,
): { readonly ranges: readonly Range[] | undefined; readonly end: number } | null {
  const name = /^(\w{1,6}):\]/.exec(characters.slice(start, start + 8).join(""))?.[1];
  return name === undefined ? null : { ranges: CLASSES.get(name), end: start + name.length + 1 };
}

const range = (pair: string): Range => ({ low: pair[0] ?? "", high: pair[1] ?? "" });

const CLASSES: ReadonlyMap<string, readonly Range[]> = new Map(
  Object.entries({
    alnum: ["09", "AZ", "az"],
    alpha: ["AZ", "az"],
    blank: ["  ", "\t\t"],
    cntrl: ["\0\x1f", "\x7f\x7f"],
    digit: ["09"],
    graph: ["!~"],
    lower: ["az"],
    print: [" ~"],
    punct: ["!/", ":@", "[`", "{~"],
    space: ["\t\r", "  "],
    upper: ["AZ"],
    xdigit: ["09", "AF", "af"],
  }).map(([name, pairs]) => [name, pairs.map(range)] as const),
);
