/**
 * A pattern of `.dockerignore`, as moby's patternmatcher reads it: Go's filepath.Match (`*` and `?` stop at `/`,
 * `[a-z]`, `[^a]`, `\` before a character), and `**` for any number of folders. Matching takes time in proportion to
 * pattern × path, whatever the pattern.
 */
export type PathPattern = readonly Token[];

export type Token =
  | { readonly kind: "literal"; readonly character: string }
  | { readonly kind: "class"; readonly ranges: readonly Range[]; readonly negated: boolean }
  /** `?` */
  | { readonly kind: "one" }
  /** `*` */
  | { readonly kind: "some" }
  /** `**` at the end */
  | { readonly kind: "anything" }
  /** `**` or `**` and a slash elsewhere: nothing, or a text that ends in a slash */
  | { readonly kind: "folders" };

export interface Range {
  readonly low: string;
  readonly high: string;
}

/** The pattern in `text`, which is clean: no `.` or `..` left, no slash at either end. Null where Docker refuses it. */
export function parsePathPattern(text: string): PathPattern | null {
  const characters = [...text];
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? "";
    if (character === "*" && characters[at + 1] === "*") {
      at += characters[at + 2] === "/" ? 3 : 2;
      tokens.push({ kind: at >= characters.length ? "anything" : "folders" });
    } else if (character === "[") {
      const parsed = parseClass(characters, at + 1);
      if (parsed === null) return null;
      tokens.push(parsed.token);
      at = parsed.end;
    } else if (character === "\\") {
      const escaped = characters[at + 1];
      if (escaped === undefined) return null;
      tokens.push({ kind: "literal", character: escaped });
      at += 2;
    } else {
      tokens.push(singleToken(character));
      at += 1;
    }
    // `**/**/` says nothing that `**/` does not.
    const [before, last] = tokens.slice(-2);
    if (last?.kind === "folders" && before?.kind === "folders") tokens.pop();
  }
  return isBareSuffix(text) ? [{ kind: "anything" }, ...tokens.slice(1)] : tokens;
}

/** `**x` without further wildcards is compared as an ending of the whole path, folder borders or not. */
function isBareSuffix(text: string): boolean {
  return /^\*\*[^/*?[\]\\][^*?[\]\\]*$/u.test(text);
}

function singleToken(character: string): Token {
  if (character === "*") return { kind: "some" };
  if (character === "?") return { kind: "one" };
  return { kind: "literal", character };
}

function parseClass(characters: readonly string[], start: number): { token: Token; end: number } | null {
  const ranges: Range[] = [];
  let at = start;
  const negated = characters[at] === "^";
  if (negated) at += 1;
  while (characters[at] !== "]" || ranges.length === 0) {
    const low = classCharacter(characters, at);
    if (low === null) return null;
    at = low.end;
    let high = low;
    if (characters[at] === "-") {
      const upper = classCharacter(characters, at + 1);
      if (upper === null) return null;
      high = upper;
      at = upper.end;
    }
    ranges.push({ low: low.character, high: high.character });
  }
  return { token: { kind: "class", ranges, negated }, end: at + 1 };
}

function classCharacter(
  characters: readonly string[],
  at: number,
): { character: string; end: number } | null {
  const character = characters[at];
  if (character === undefined || character === "-" || character === "]") return null;
  if (character !== "\\") return { character, end: at + 1 };
  const escaped = characters[at + 1];
  return escaped === undefined ? null : { character: escaped, end: at + 2 };
}
