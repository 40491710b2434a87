import { ArchiveFault } from "./archive-fault.ts";

/** Bytes in pieces of any size, read once. */
export type Bytes = AsyncIterable<Uint8Array>;

export interface Peeked {
  /** The first bytes; fewer where there are no more. */
  readonly head: Uint8Array;
  /** All of them, the first ones again. */
  readonly all: Bytes;
}

/** Looks at the first `length` bytes of a stream. */
export async function peek(bytes: Bytes, length: number): Promise<Peeked> {
  const source = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let seen = 0;
  while (seen < length) {
    const next = await source.next();
    if (next.done === true) break;
    pieces.push(next.value);
    seen += next.value.length;
  }
  const start = Buffer.concat(pieces);
  async function* all(): Bytes {
    try {
      if (start.length > 0) yield start;
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  }
  return { head: start.subarray(0, length), all: all() };
}

/** All bytes of a stream that holds no more than `most`. */
export async function readAll(bytes: Bytes, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > most) throw new ArchiveFault("is larger than siglint reads");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** As files are read anywhere else: UTF-8, a byte order mark kept. */
export function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}

/** What reading the header of an entry or of a block takes, as bytes that would be unpacked meanwhile. */
const BYTES_OF_HEADER = 4 * 1024;
/** The same for one more value in it: a file of a real image has three or four. */
const BYTES_OF_VALUE = 2 * 1024;

/** Counts what is unpacked of an archive, and ends it where that is too much. */
export class UnpackBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0)
      throw new ArchiveFault("unpacks to far more than the archive's size: siglint reads no further");
  }

  spendOnHeader(values = 0): void {
    this.spend(BYTES_OF_HEADER + values * BYTES_OF_VALUE);
  }
}
