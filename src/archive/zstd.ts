import { Decompress } from "fzstd";
import { ArchiveFault } from "./archive-fault.ts";
import type { Bytes, UnpackBudget } from "./byte-stream.ts";
import { MOST_ZSTD_WINDOW } from "./limits.ts";

/**
 * Unpacks zstd (RFC 8878). The decoder is fed a block at a time, which comes to 128 KiB at most, so that memory stays
 * bounded whatever the data say; for the same reason the window of each frame is looked at first.
 */
export async function* unpackZstd(bytes: Bytes, budget: UnpackBudget): Bytes {
  let unpacked: Uint8Array[] = [];
  const decoder = new Decompress((piece) => unpacked.push(piece));
  for await (const part of partsOf(new ByteQueue(bytes), budget)) {
    budget.spendOnHeader();
    decoder.push(part);
    for (const piece of unpacked) budget.spend(piece.length);
    yield* unpacked.filter(({ length }) => length > 0);
    unpacked = [];
  }
  decoder.push(new Uint8Array(0), true);
  yield* unpacked.filter(({ length }) => length > 0);
}

/** Takes as many bytes from a stream as are asked for. */
class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest = Buffer.alloc(0);

  constructor(bytes: Bytes) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#fill(1)) === 0;
  }

  async take(count: number): Promise<Buffer> {
    if ((await this.#fill(count)) < count)
      throw new ArchiveFault("breaks off in the middle of its zstd data");
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #fill(count: number): Promise<number> {
    while (this.#rest.length < count) {
      const next = await this.#source.next();
      if (next.done === true) break;
      this.#rest = Buffer.concat([this.#rest, next.value]);
    }
    return this.#rest.length;
  }
}

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;

/** The headers and blocks of all frames, one after the other. */
async function* partsOf(queue: ByteQueue, budget: UnpackBudget): Bytes {
  try {
    while (!(await queue.isEmpty())) {
      budget.spendOnHeader();
      const magic = await queue.take(4);
      const number = magic.readUInt32LE();
      if (number === FRAME) yield* frameParts(queue, magic);
      else if (number >>> 4 === SKIPPABLE) await skipFrame(queue);
      else throw new ArchiveFault("is no longer zstd data after its first frame");
    }
  } finally {
    await queue.close();
  }
}

/** RFC 8878, 3.1.1. */
async function* frameParts(queue: ByteQueue, magic: Buffer): Bytes {
  const descriptor = await queue.take(1);
  const flags = descriptor.readUInt8();
  const isSingleSegment = (flags & 0x20) !== 0;
  const sizeLength = [isSingleSegment ? 1 : 0, 2, 4, 8][flags >>> 6] ?? 0;
  const window = await queue.take(isSingleSegment ? 0 : 1);
  const dictionary = await queue.take([0, 1, 2, 4][flags & 3] ?? 0);
  const size = await queue.take(sizeLength);
  const looksBack = isSingleSegment ? readSize(size) : windowSize(window.readUInt8());
  if (looksBack > MOST_ZSTD_WINDOW) {
    throw new ArchiveFault("is packed with a zstd window above 128 MiB, more than siglint reads");
  }
  yield Buffer.concat([magic, descriptor, window, dictionary, size]);
  for (let isLast = false; !isLast; ) {
    const header = await queue.take(3);
    const word = header.readUIntLE(0, 3);
    isLast = (word & 1) !== 0;
    const isRun = ((word >>> 1) & 3) === 1;
    yield Buffer.concat([header, await queue.take(isRun ? 1 : word >>> 3)]);
  }
  yield await queue.take((flags & 4) !== 0 ? 4 : 0);
}

function readSize(size: Buffer): number {
  if (size.length === 8) return Number(size.readBigUInt64LE());
  return size.length === 2 ? size.readUInt16LE() + 256 : size.readUIntLE(0, size.length);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** RFC 8878, 3.1.2. */
async function skipFrame(queue: ByteQueue): Promise<void> {
  let left = (await queue.take(4)).readUInt32LE();
  while (left > 0) left -= (await queue.take(Math.min(left, 64 * 1024))).length;
}
