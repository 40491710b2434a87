import type { PathPattern, Range, Token } from "./path-pattern.ts";

/** Whether the pattern matches the whole of `path`. */
export function matchesPath(pattern: PathPattern, path: string): boolean {
  const { isPlain, least } = factsOf(pattern);
  const characters = charactersOf(path);
  // However many stars there are: each of the others takes a character.
  if (least > characters.length) return false;
  return isPlain ? goAlong(pattern, characters) : followAll(pattern, characters);
}

let last: { readonly path: string; readonly characters: readonly string[] } = { path: "", characters: [] };

/** One path is compared with many patterns. */
function charactersOf(path: string): readonly string[] {
  if (last.path !== path) last = { path, characters: [...path] };
  return last.characters;
}

interface Facts {
  /** How many characters it takes at least. */
  readonly least: number;
  /** `**` stands at borders of folders alone, and of the others only a slash takes a slash. */
  readonly isPlain: boolean;
}

const known = new WeakMap<PathPattern, Facts>();

function factsOf(pattern: PathPattern): Facts {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const isPlain = pattern.every((token, index) => {
    if (token.kind === "class") return !accepts(token, "/");
    if (token.kind === "anything") return index === pattern.length - 1;
    const behind = index === 0 ? null : pattern[index - 1];
    if (token.kind !== "folders" || behind === null) return true;
    return behind?.kind === "literal" && behind.character === "/";
  });
  const facts = { least: pattern.filter(takesOne).length, isPlain };
  known.set(pattern, facts);
  return facts;
}

/**
 * Goes along a plain pattern and a path; where they differ, back to the last `*`, else to the last `**`, which takes more
 * then. What stands in front of those needs no other place than the first that it has: a `*` may go as far as the end of
 * its folder, and `**` as far as it likes.
 */
function goAlong(pattern: PathPattern, characters: readonly string[]): boolean {
  let [token, at] = [0, 0];
  // The token behind the wildcard, and the place from which it is tried; nothing is made here, so often is it gone through.
  let [starToken, starAt] = [NOWHERE, 0];
  let [foldersToken, foldersAt] = [NOWHERE, 0];
  for (;;) {
    const next = pattern[token];
    const character = characters[at];
    if (next === undefined && character === undefined) return true;
    if (next?.kind === "anything") return true;
    if (next?.kind === "some") {
      token += 1;
      starToken = token;
      starAt = at;
    } else if (next?.kind === "folders") {
      token += 1;
      foldersToken = token;
      foldersAt = at;
      starToken = NOWHERE;
    } else if (next !== undefined && character !== undefined && accepts(next, character)) {
      token += 1;
      at += 1;
    } else if (starToken !== NOWHERE && starAt < characters.length && characters[starAt] !== "/") {
      starAt += 1;
      token = starToken;
      at = starAt;
    } else {
      const slash = foldersToken === NOWHERE ? -1 : characters.indexOf("/", foldersAt);
      if (slash === -1) return false;
      foldersAt = slash + 1;
      starToken = NOWHERE;
      token = foldersToken;
      at = foldersAt;
    }
  }
}

const NOWHERE = -1;

/** Follows all ways through a pattern at once. */
function followAll(pattern: PathPattern, characters: readonly string[]): boolean {
  // reached[n]: the tokens so far can match exactly the first n characters.
  let reached = new Uint8Array(characters.length + 1);
  reached[0] = 1;
  for (const token of pattern) {
    reached = step(token, reached, characters);
    if (!reached.includes(1)) return false;
  }
  return reached[characters.length] === 1;
}

function step(token: Token, reached: Uint8Array, characters: readonly string[]): Uint8Array<ArrayBuffer> {
  const { kind } = token;
  const next = new Uint8Array(reached.length);
  // Whether a `*` or `**` that started at one of the reached places goes on to here.
  let open = false;
  for (let index = 0; index < reached.length; index++) {
    const here = reached[index] === 1;
    const before = characters[index - 1] ?? "";
    if (kind === "folders") {
      next[index] = here || (open && before === "/") ? 1 : 0;
      open ||= here;
    } else if (kind === "some" || kind === "anything") {
      open = here || (open && (kind === "anything" || before !== "/"));
      next[index] = open ? 1 : 0;
    } else if (reached[index - 1] === 1 && accepts(token, before)) next[index] = 1;
  }
  return next;
}

function takesOne({ kind }: Token): boolean {
  return kind === "literal" || kind === "class" || kind === "one";
}

type OneCharacter = Extract<Token, { kind: "literal" | "class" | "one" }>;

function accepts(token: OneCharacter, character: string): boolean {
  switch (token.kind) {
    case "literal":
      return character === token.character;
    case "class":
      return isInClass(token.ranges, character) !== token.negated;
    case "one":
      return character !== "/";
  }
}

function isInClass(ranges: readonly Range[], character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return ranges.some(
    ({ low, high }) => (low.codePointAt(0) ?? 0) <= code && code <= (high.codePointAt(0) ?? 0),
  );
}
