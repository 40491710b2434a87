import { type MappedText, type Piece, sliceMapped, spanOf } from "../mapped-text.ts";

/** Puts a text together from stretches of one file, and keeps the way back to them. */
export class TextBuilder {
  readonly #file: string;
  readonly #pieces: Piece[] = [];
  #text = "";

  constructor(file: string) {
    this.#file = file;
  }

  append(part: MappedText): void {
    for (const piece of part.pieces) this.#pieces.push({ ...piece, at: piece.at + this.#text.length });
    this.#text += part.text;
  }

  /** Adds the characters `[start, end)` of `source` as they are. */
  appendSlice(source: MappedText, start: number, end: number): void {
    if (end > start) this.append(sliceMapped(source, start, end));
  }

  /** Adds `text`, which the characters `[start, end)` of `source` stand for. */
  appendInstead(text: string, source: MappedText, start: number, end: number): void {
    if (text === "") return;
    const span = spanOf(source, start, end);
    const sourceLength = span.end - span.start;
    const at = this.#text.length;
    if (text.length === sourceLength && text !== source.text.slice(start, end)) {
      // Equal lengths would say that the characters are the same, so such a piece is cut in two.
      this.#pieces.push({
        at,
        length: 1,
        start: span.start,
        sourceLength: text.length === 1 ? 0 : sourceLength,
      });
      if (text.length > 1)
        this.#pieces.push({ at: at + 1, length: text.length - 1, start: span.start, sourceLength });
    } else this.#pieces.push({ at, length: text.length, start: span.start, sourceLength });
    this.#text += text;
  }

  build(): MappedText {
    return { text: this.#text, file: this.#file, pieces: this.#pieces };
  }
}

/** Joins texts of one file; null where one of them is not known. */
export function joinTexts(file: string, parts: readonly (MappedText | null)[]): MappedText | null {
  const builder = new TextBuilder(file);
  for (const part of parts) {
    if (part === null) return null;
    builder.append(part);
  }
  return builder.build();
}
