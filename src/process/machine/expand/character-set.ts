interface CharacterSet {
  readonly has: (sign: string) => boolean;
  /** Where its `]` stands. */
  readonly end: number;
}

/**
 * `[a-z]`, `[!a-z]`, `[[:digit:]]` (POSIX, Base Definitions, 9.3.5); null where it is not closed. `negations` are the signs
 * that turn it round; a backslash quotes in a shell pattern, and stands for itself in a regular expression.
 */
export function readCharacterSet(
  pattern: string,
  open: number,
  { negations, quotes }: { readonly negations: string; readonly quotes: boolean },
): CharacterSet | null {
  let at = open + 1;
  const negated = pattern[at] !== undefined && negations.includes(pattern[at] ?? "");
  if (negated) at++;
  const first = at;
  const ranges: (readonly [string, string])[] = [];
  const classes: RegExp[] = [];
  for (; at < pattern.length && (pattern[at] !== "]" || at === first); at++) {
    const name = pattern.startsWith("[:", at) ? /^\[:(\w+):\]/.exec(pattern.slice(at, at + 12)) : null;
    const known = name === null ? undefined : CLASSES.get(name[1] ?? "");
    if (name !== null && known !== undefined) {
      classes.push(known);
      at += name[0].length - 1;
      continue;
    }
    if (quotes && pattern[at] === "\\") at++;
    const from = pattern[at] ?? "";
    const isRange = pattern[at + 1] === "-" && pattern[at + 2] !== undefined && pattern[at + 2] !== "]";
    const to = isRange ? (pattern[at + 2] ?? "") : from;
    if (isRange) at += 2;
    ranges.push([from, to]);
  }
  if (at >= pattern.length) return null;
  const has = (sign: string) =>
    (ranges.some(([from, to]) => from <= sign && sign <= to) || classes.some((set) => set.test(sign))) !==
    negated;
  return { has, end: at };
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
