/** One-based line and column; the column counts UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From the offsets of one text to lines and columns. */
export interface LineIndex {
  /** The position of a zero-based UTF-16 offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position;
  /** A line without its line end and without a byte order mark; empty where there is no such line. */
  line(number: number): string;
  readonly lineCount: number;
}

/**
 * Lines end at LF or CRLF. A lone CR ends none: Docker, shells, git and GitHub count lines that way too. A byte order
 * mark takes no column, since no editor shows it.
 */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const markLength = text.startsWith("\uFEFF") ? 1 : 0;

  const startOf = (number: number): number => starts[number - 1] ?? text.length;
  return {
    lineCount: starts.length,
    position(offset) {
      const within = Math.min(Math.max(offset, 0), text.length);
      const line = lastAtOrBefore(starts, within) + 1;
      const hidden = line === 1 ? markLength : 0;
      return { line, column: Math.max(within - startOf(line) - hidden, 0) + 1 };
    },
    line(number) {
      if (number < 1 || number > starts.length) return "";
      const end = number === starts.length ? text.length : startOf(number + 1) - 1;
      return text.slice(startOf(number) + (number === 1 ? markLength : 0), end).replace(/\r$/, "");
    },
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
