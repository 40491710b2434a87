import type { Span } from "../span.ts";

/** UTF-16 offsets, half open. */
type Stretch = Pick<Span, "start" | "end">;

/** Between stretches, each of which is a document of YAML, or can be one. */
const SEPARATOR = "\n---\n";

/** Some stretches of a file as a text of their own. */
export interface Excerpt {
  readonly text: string;
  /** Where an offset of the file is in it; null where that is left out. */
  placeOf(offset: number): number | null;
  /** The same for what is put in there: between two stretches it is the end of the first. */
  placeForInsertion(offset: number): number | null;
}

/** These stretches of `text`, each once, in the order of the file. */
export function excerptOf(text: string, stretches: readonly Stretch[]): Excerpt {
  const kept: (Stretch & { readonly at: number })[] = [];
  let length = 0;
  let last = 0;
  for (const { start, end } of stretches.toSorted((one, other) => one.start - other.start)) {
    if (end <= last) continue;
    const from = Math.max(start, last);
    kept.push({ start: from, end, at: length });
    length += end - from + SEPARATOR.length;
    last = end;
  }
  const inside = (offset: number) => kept.find(({ start, end }) => start <= offset && offset < end);
  const before = (offset: number) => kept.find(({ end }) => end === offset);
  const placeIn = (stretch: (typeof kept)[number] | undefined, offset: number): number | null =>
    stretch === undefined ? null : stretch.at + offset - stretch.start;
  return {
    text: kept.map(({ start, end }) => text.slice(start, end)).join(SEPARATOR),
    placeOf: (offset) => placeIn(inside(offset) ?? before(offset), offset),
    placeForInsertion: (offset) => placeIn(before(offset) ?? inside(offset), offset),
  };
}

/** A text that stands for the whole file. */
export function wholeText(text: string): Excerpt {
  return { text, placeOf: (offset) => offset, placeForInsertion: (offset) => offset };
}
