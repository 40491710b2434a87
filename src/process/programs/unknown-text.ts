/** Stands in a word for a part that the files do not tell. OBJECT REPLACEMENT CHARACTER: nobody writes it. */
export const UNKNOWN_TEXT = "\uFFFC";

export function isKnown(word: string): boolean {
  return !word.includes(UNKNOWN_TEXT);
}
