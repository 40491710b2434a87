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
  return {
    text: kept.map(({ start, end }) => text.slice(start, end)).join(SEPARATOR),
    placeOf(offset) {
      const within =
        kept.find(({ start, end }) => start <= offset && offset < end) ??
        kept.find(({ end }) => end === offset);
      return within === undefined ? null : within.at + offset - within.start;
    },
  };
}

/** A text that stands for the whole file. */
export function wholeText(text: string): Excerpt {
  return { text, placeOf: (offset) => offset };
}
