/**
 * Stands in a text for a stretch that the files do not tell, the empty one included. OBJECT REPLACEMENT CHARACTER is
 * no text anybody writes in a script.
 */
export const HOLE = "\uFFFC";

/** A text as people are shown it. */
export function showHoles(text: string): string {
  return text.replaceAll(HOLE, "…");
}

export function isKnown(text: string): boolean {
  return !text.includes(HOLE);
}
