import type { MappedText, Piece } from "../mapped-text.ts";
import type { Comment } from "./dockerfile.ts";
import { type Line, makeSpan, type Source } from "./source.ts";
import { isSpace, trimRange } from "./whitespace.ts";

/** An instruction's lines, joined: continuation characters, comment lines and empty lines are gone. */
export interface LogicalLine {
  readonly mapped: MappedText;
  /** Where the last line that belongs to it ends, the newline left out. */
  readonly end: number;
  /** Index of the line after it. */
  readonly next: number;
}

/**
 * Joins the lines from `index` on. What the first line starts with is trimmed, what the others start with is kept.
 * `comments` takes the comment lines in between. As BuildKit's `parser.Parse` does.
 */
export function joinLines(
  source: Source,
  index: number,
  escapeChar: string,
  comments: Comment[],
): LogicalLine {
  const { text } = source;
  const pieces: Piece[] = [];
  let joined = "";
  let end = 0;
  let next = index;
  for (let open = true; open && next < source.lines.length; next++) {
    const line = source.lines[next];
    if (line === undefined) break;
    const first = next === index;
    const content = trimRange(text, line.start, line.end).start;
    if (!first && content === line.end) continue;
    if (!first && text[content] === "#") {
      comments.push(readComment(source, line));
      continue;
    }
    const start = first ? content : line.start;
    const continuation = findContinuation(text, start, line.end, escapeChar);
    const stop = continuation ?? line.end;
    if (stop > start) {
      pieces.push({ at: joined.length, length: stop - start, start, sourceLength: stop - start });
    }
    joined += text.slice(start, stop);
    end = line.end;
    open = continuation !== null;
  }
  return { mapped: { text: joined, file: source.file, pieces }, end, next };
}

/** Whether a line that starts an instruction is a comment, or has nothing on it. */
export function kindOfLine(source: Source, line: Line): "comment" | "blank" | "instruction" {
  for (let at = line.start; at < line.end; at++) {
    if (!isSpace(source.text[at])) return source.text[at] === "#" ? "comment" : "instruction";
  }
  return "blank";
}

export function readComment(source: Source, line: Line): Comment {
  const { start } = trimRange(source.text, line.start, line.end);
  return { text: source.text.slice(start, line.end), span: makeSpan(source, start, line.end) };
}

/**
 * Where the continuation character stands that ends a line, or null. Blanks may follow it; where a second escape
 * character stands before it, it is none, whatever stands before those two.
 */
function findContinuation(text: string, start: number, end: number, escapeChar: string): number | null {
  let at = end - 1;
  while (at >= start && (text[at] === " " || text[at] === "\t")) at--;
  if (at < start || text[at] !== escapeChar) return null;
  return at === start || text[at - 1] !== escapeChar ? at : null;
}
