/**
 * Stands in a text for a stretch that the files do not tell, the empty one included. OBJECT REPLACEMENT CHARACTER is
 * no text anybody writes in a script.
 */
export const HOLE = "\uFFFC";

export function isKnown(text: string): boolean {
  return !text.includes(HOLE);
}
