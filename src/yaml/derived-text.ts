import { type MappedText, type Piece, sliceMapped, spanOf } from "../mapped-text.ts";

/** Builds a text out of another one, with the way back to the file that the other has. */
export class DerivedText {
  readonly #source: MappedText;
  readonly #pieces: Piece[] = [];
  #text = "";

  constructor(source: MappedText) {
    this.#source = source;
  }

  /** What there is so far. */
  get text(): string {
    return this.#text;
  }

  /** Takes `[start, end)` of the source as it is. */
  keep(start: number, end: number): void {
    const at = this.#text.length;
    const { text, pieces } = sliceMapped(this.#source, start, end);
    for (const piece of pieces) this.#add({ ...piece, at: piece.at + at });
    this.#text += text;
  }

  /** Puts other text in the place of `[start, end)` of the source. */
  put(text: string, start: number, end: number): void {
    const span = spanOf(this.#source, start, end);
    const piece = { at: this.#text.length, length: text.length, start: span.start };
    if (text !== "") this.#add({ ...piece, sourceLength: this.#lengthOf(span, text) });
    this.#text += text;
  }

  /** `write`: how new text is written at its place, see `MappedText.write`. */
  finish(write: NonNullable<MappedText["write"]>): MappedText {
    return { text: this.#text, file: this.#source.file, pieces: this.#pieces, write };
  }

  /** What follows on what it follows in the file too is one piece with that. */
  #add(piece: Piece): void {
    const last = this.#pieces.at(-1);
    const isVerbatim = (each: Piece): boolean => each.length === each.sourceLength;
    if (
      last === undefined ||
      !isVerbatim(last) ||
      !isVerbatim(piece) ||
      last.start + last.length !== piece.start
    )
      this.#pieces.push(piece);
    else {
      const length = last.length + piece.length;
      this.#pieces.splice(-1, 1, { ...last, length, sourceLength: length });
    }
  }

  /** Pieces of one length with their source count as the same text, so one that is not is told as one shorter. */
  #lengthOf({ start, end }: { start: number; end: number }, text: string): number {
    return end - start === text.length ? Math.max(text.length - 1, 0) : end - start;
  }
}
