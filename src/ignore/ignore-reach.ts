import type { Span } from "../span.ts";
import type { CommentedFile } from "./commented-file.ts";

/** The rules that the comments for one place name, and those of them that have silenced something. */
export interface Reach {
  readonly rules: Set<string>;
  readonly used: Set<string>;
}

/**
 * Where the ignore comments of one file count. Comments for the same place share a reach, and places are looked up, so
 * that thousands of comments and thousands of findings take no longer than reading them.
 */
export class FileReaches {
  readonly #whole: Reach = { rules: new Set(), used: new Set() };
  /** Of comments at the end of a line; of those above a line; of those above a block of several lines. */
  readonly #behind = new Stretches();
  readonly #lines = new Stretches();
  readonly #blocks = new Stretches();

  /** The reach of a comment of `lines`; null for one that counts for the whole file. */
  of(comment: Span | null, lines: CommentLines): Reach {
    if (comment === null) return this.#whole;
    const own = lines.startOf(comment.start);
    if (!lines.holdsComment(own)) return this.#behind.reach(own, lines.endOf(own));
    const start = lines.below(own);
    const end = lines.endOf(start);
    const block = lines.blockAt(start);
    return block !== null && block.end > end
      ? this.#blocks.reach(start, block.end)
      : this.#lines.reach(start, end);
  }

  /** The reaches that a place lies in. A command over several lines has room for a comment at its end only. */
  around({ start, end }: Span): readonly Reach[] {
    const found = [
      this.#whole,
      this.#behind.at(start),
      this.#behind.at(Math.max(start, end - 1)),
      this.#lines.at(start),
      this.#blocks.at(start),
    ];
    return found.filter((reach) => reach !== null);
  }
}

/** Parts of a text, both ends counted, none of which overlap. */
class Stretches {
  readonly #byStart = new Map<number, { readonly start: number; end: number; readonly reach: Reach }>();
  #starts: readonly number[] | null = null;

  reach(start: number, end: number): Reach {
    const known = this.#byStart.get(start);
    if (known !== undefined) {
      known.end = Math.max(known.end, end);
      return known.reach;
    }
    this.#starts = null;
    const reach = { rules: new Set<string>(), used: new Set<string>() };
    this.#byStart.set(start, { start, end, reach });
    return reach;
  }

  at(offset: number): Reach | null {
    this.#starts ??= [...this.#byStart.keys()].sort((a, b) => a - b);
    let low = 0;
    for (let high = this.#starts.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const last = this.#byStart.get(this.#starts[low - 1] ?? -1);
    return last === undefined || offset > last.end ? null : last.reach;
  }
}

/** The lines of a file, and which of them hold nothing but a comment. */
export class CommentLines {
  readonly #text: string;
  readonly #holding: ReadonlySet<number>;
  readonly #blocks = new Map<number, Span>();
  /** By the start of a line that holds a comment: that of the first line below that holds something else. */
  readonly #below = new Map<number, number>();

  constructor({ text, comments, blocks }: CommentedFile) {
    this.#text = text;
    const starts = comments.map(({ span }) => ({ span, start: this.startOf(span.start) }));
    this.#holding = new Set(
      starts.filter(({ span, start }) => isBlank(text, start, span.start)).map(({ start }) => start),
    );
    for (const block of blocks) {
      const start = this.startOf(block.start);
      if (!this.#blocks.has(start)) this.#blocks.set(start, block);
    }
  }

  startOf(offset: number): number {
    return offset === 0 ? 0 : this.#text.lastIndexOf("\n", offset - 1) + 1;
  }

  endOf(start: number): number {
    const end = this.#text.indexOf("\n", start);
    return end === -1 ? this.#text.length : end;
  }

  holdsComment(start: number): boolean {
    return this.#holding.has(start);
  }

  /** The first block that begins in a line. */
  blockAt(start: number): Span | null {
    return this.#blocks.get(start) ?? null;
  }

  below(own: number): number {
    const passed: number[] = [];
    let start = own;
    for (; this.#holding.has(start); start = this.#below.get(start) ?? this.endOf(start) + 1)
      passed.push(start);
    for (const line of passed) this.#below.set(line, start);
    return start;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}
