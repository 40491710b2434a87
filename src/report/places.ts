import type { Span } from "../span.ts";
import { indexLines, type LineIndex } from "./line-index.ts";
import { visible } from "./visible.ts";

/** Where a span stands, for people: one-based, the end column exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `file:line:column`, as terminals and editors make links of it. */
export function showPlace({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

/** Turns spans into places; each file's lines are indexed once, when first asked for. */
export interface Places {
  of(span: Span): Place;
  /** The start of the file where `span` is null: a problem with the whole file. */
  ofProblem(problem: { readonly file: string; readonly span: Span | null }): Place;
  lines(file: string): LineIndex;
}

/** Places in these texts, by file; in a file that is not among them everything is at its start. */
export function placesIn(sources: ReadonlyMap<string, string>): Places {
  const indexes = new Map<string, LineIndex>();
  const lines = (file: string): LineIndex => {
    const index = indexes.get(file) ?? indexLines(sources.get(file) ?? "");
    indexes.set(file, index);
    return index;
  };
  const of = (span: Span): Place => {
    const start = lines(span.file).position(span.start);
    const end = lines(span.file).position(Math.max(span.end, span.start));
    return { file: span.file, ...start, endLine: end.line, endColumn: end.column };
  };
  return {
    lines,
    of,
    ofProblem: ({ file, span }) =>
      span === null ? { file, line: 1, column: 1, endLine: 1, endColumn: 1 } : of(span),
  };
}
