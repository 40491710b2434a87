import type { Span } from "./span.ts";

/**
 * Text that a program will see, with the way back to the file the user edits: a whole script, a shell-form
 * command with its continuation lines joined, a string inside a JSON array, a heredoc.
 */
export interface MappedText {
  readonly text: string;
  readonly file: string;
  /** Sorted by `at`, gapless over `text`. */
  readonly pieces: readonly Piece[];
  /**
   * How new text is written at its place, as escapes and indents go there; null for text that cannot be. Absent where
   * what stands around it tells.
   */
  readonly write?: (text: string) => string | null;
}

/**
 * `length` characters of the text at `at` stand in the file at `start`, `sourceLength` characters long.
 * Where the two lengths are equal the characters are the same; where they differ the piece is one escape
 * (`\"` in JSON), a joined line end, or text that something else put there.
 */
export interface Piece {
  readonly at: number;
  readonly length: number;
  readonly start: number;
  readonly sourceLength: number;
}

/** A file as it stands: every offset maps to itself. */
export function wholeFile(file: string, text: string): MappedText {
  return { text, file, pieces: [{ at: 0, length: text.length, start: 0, sourceLength: text.length }] };
}

/** The place in the file of `text.slice(start, end)`; the end of an empty range is its start. */
export function spanOf(mapped: MappedText, start: number, end: number): Span {
  const from = sourceOffset(mapped, start);
  if (end <= start) return { file: mapped.file, start: from, end: from };
  const last = pieceAt(mapped, end - 1);
  if (last === undefined) return { file: mapped.file, start: from, end: from };
  const within = end - last.at;
  const offset = last.length === last.sourceLength ? last.start + within : last.start + last.sourceLength;
  return { file: mapped.file, start: from, end: offset };
}

/** The offset in the file of the character at `offset` of the text. */
export function sourceOffset(mapped: MappedText, offset: number): number {
  const piece = pieceAt(mapped, offset);
  if (piece === undefined) {
    const last = mapped.pieces.at(-1);
    return last === undefined ? 0 : last.start + last.sourceLength;
  }
  return piece.length === piece.sourceLength ? piece.start + offset - piece.at : piece.start;
}

/**
 * The part `[start, end)` of a mapped text, still mapped to the same file. Where that says how text is written, nobody
 * can tell for the part: other quotes may stand around it.
 */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  const pieces: Piece[] = [];
  for (let index = Math.max(pieceIndexAt(mapped, start), 0); index < mapped.pieces.length; index++) {
    const piece = mapped.pieces[index];
    if (piece === undefined || piece.at >= end) break;
    const from = Math.max(piece.at, start);
    const to = Math.min(piece.at + piece.length, end);
    if (to <= from) continue;
    const verbatim = piece.length === piece.sourceLength;
    pieces.push({
      at: from - start,
      length: to - from,
      start: verbatim ? piece.start + from - piece.at : piece.start,
      sourceLength: verbatim ? to - from : piece.sourceLength,
    });
  }
  const part = { text: mapped.text.slice(start, end), file: mapped.file, pieces };
  return mapped.write === undefined ? part : { ...part, write: () => null };
}

function pieceAt(mapped: MappedText, offset: number): Piece | undefined {
  return mapped.pieces[pieceIndexAt(mapped, offset)];
}

/** The index of the piece that `offset` of the text lies in, -1 where there is none. */
function pieceIndexAt(mapped: MappedText, offset: number): number {
  const { pieces } = mapped;
  let low = 0;
  let high = pieces.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece === undefined) return -1;
    if (offset < piece.at) high = middle - 1;
    else if (offset >= piece.at + piece.length) low = middle + 1;
    else return middle;
  }
  return -1;
}
