import { HOLE } from "../hole.ts";

/**
 * Stands in a list of words for any number of words that the files do not tell, none included: what is left of
 * positional parameters after ways have met on which they differ, or after a `shift` by an unknown count.
 */
export const SOME_WORDS = HOLE + HOLE;

export function hasSomeWords(words: readonly string[]): boolean {
  return words.includes(SOME_WORDS);
}

/** Words; a list may grow in each round of a loop. */
const MOST_WORDS = 500;

/** The list, or its first word and some others where it is longer than is followed. */
export function boundedWords(words: readonly string[]): readonly string[] {
  return words.length > MOST_WORDS ? [...words.slice(0, 1), SOME_WORDS] : words;
}

/** The list behind its first `count` words. */
export function dropWords(words: readonly string[], count: number): readonly string[] {
  return hasSomeWords(words.slice(0, count)) ? [SOME_WORDS] : words.slice(count);
}

/** The list up to `count` words; with words that nobody knows among them it may be shorter. */
export function firstWords(words: readonly string[], count: number): readonly string[] {
  const known = words.slice(0, Math.max(count, 0));
  return hasSomeWords(known) ? [...known.slice(0, known.indexOf(SOME_WORDS)), SOME_WORDS] : known;
}

/** The word at a place; what may stand there is unknown behind words that nobody knows. */
export function wordAt(words: readonly string[], index: number): string | undefined {
  return hasSomeWords(words.slice(0, index + 1)) ? HOLE : words[index];
}

/** A list that covers both: what they begin and end with alike, and some words between. */
export function mergeWords(a: readonly string[], b: readonly string[]): readonly string[] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  if (head === a.length && head === b.length) return a;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return [...a.slice(0, head), SOME_WORDS, ...a.slice(a.length - tail)];
}
