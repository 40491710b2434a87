import stringWidth from "fast-string-width";
import type { LineIndex } from "./line-index.ts";
import type { Place } from "./places.ts";
import { visible } from "./visible.ts";

/** A line of source as it is shown; a null number is the mark below a line, or left-out lines. */
export interface ExcerptLine {
  readonly number: number | null;
  readonly text: string;
}

const tabWidth = 4;
const widest = 140;

/** The lines of a place with its span marked by `^`; long spans lose their middle, long lines what is far from the span. */
export function excerpt(lines: LineIndex, place: Place): readonly ExcerptLine[] {
  // A span that takes its last line end along does not mark the line after it.
  const last = place.endColumn === 1 && place.endLine > place.line ? place.endLine - 1 : place.endLine;
  return shownLines(place.line, last).flatMap((number) => {
    if (number === null) return [{ number, text: "..." }];
    const text = lines.line(number);
    const blank = text.length - text.trimStart().length;
    const from = number === place.line ? place.column - 1 : Math.min(blank, text.length);
    const to = number === place.endLine ? place.endColumn - 1 : text.length;
    const cropped = crop(text, from);
    return [
      { number, text: show(cropped.text) },
      { number: null, text: mark(cropped, from, to) },
    ];
  });
}

function shownLines(first: number, last: number): readonly (number | null)[] {
  const all = Array.from({ length: Math.min(last - first + 1, 5) }, (_, index) => first + index);
  return last - first < 5 ? all : [first, first + 1, null, last];
}

interface Cropped {
  readonly text: string;
  /** What was left out before, in UTF-16 code units, minus the `…` put there. */
  readonly shift: number;
}

function crop(text: string, focus: number): Cropped {
  if (text.length <= widest) return { text, shift: 0 };
  const start = focus > widest - 40 ? pairStart(text, focus - 40) : 0;
  const end = pairStart(text, start + widest);
  const before = start > 0 ? "…" : "";
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? "…" : ""}`,
    shift: start - before.length,
  };
}

/** Moves an offset out of the middle of a surrogate pair. */
export function pairStart(text: string, offset: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(offset - 1, offset + 1)) ? offset - 1 : offset;
}

function mark(line: Cropped, from: number, to: number): string {
  const start = stringWidth(show(line.text.slice(0, from - line.shift)));
  const end = stringWidth(show(line.text.slice(0, Math.max(to - line.shift, 0))));
  return " ".repeat(start) + "^".repeat(Math.max(end - start, 1));
}

function show(text: string): string {
  let shown = "";
  for (const [index, part] of text.split("\t").entries()) {
    if (index > 0) shown += " ".repeat(tabWidth - (stringWidth(shown) % tabWidth));
    shown += visible(part);
  }
  return shown;
}
