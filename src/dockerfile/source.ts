import type { Problem, Span } from "../span.ts";

/** The file that is being read. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly Line[];
}

/** A line as it stands in the file, in UTF-16 offsets. A byte order mark is not part of the first line. */
export interface Line {
  readonly start: number;
  /** The line feed and all carriage returns before it are left out. */
  readonly end: number;
  /** Where the next line starts. */
  readonly after: number;
}

/** Splits at line feeds only, as BuildKit does: a lone carriage return is a character like any other. */
export function readSource(file: string, text: string): Source {
  const lines: Line[] = [];
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const after = newline === -1 ? text.length : newline + 1;
    let end = newline === -1 ? after : newline;
    while (end > start && text[end - 1] === "\r") end--;
    lines.push({ start, end, after });
    start = after;
  }
  return { file, text, lines };
}

export function makeSpan(source: Source, start: number, end: number): Span {
  return { file: source.file, start, end };
}

export function makeProblem(span: Span, message: string): Problem {
  return { file: span.file, span, message };
}
