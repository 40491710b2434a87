/** White space as Go's `unicode.IsSpace` has it, which BuildKit trims by; `\s` differs in U+0085 and U+FEFF. */
const goSpace = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function isSpace(char: string | undefined): boolean {
  return char !== undefined && goSpace.test(char);
}

/** The part of `[start, end)` without white space at both ends. */
export function trimRange(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && isSpace(text[from])) from++;
  while (to > from && isSpace(text[to - 1])) to--;
  return { start: from, end: to };
}

/** What parts the words of an instruction; less than `isSpace`. */
export function isWordSpace(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\v" || char === "\f" || char === "\r";
}
