import type { Edit } from "../diagnostic.ts";
import type { Span } from "../span.ts";

/** What rules build fixes from. All of it is pure; offsets are those of the file the span names. */

export function replaceSpan(span: Span, text: string): Edit {
  return { file: span.file, start: span.start, end: span.end, text };
}

export function removeSpan(span: Span): Edit {
  return replaceSpan(span, "");
}

export function insertBefore(span: Span, text: string): Edit {
  return { file: span.file, start: span.start, end: span.start, text };
}
