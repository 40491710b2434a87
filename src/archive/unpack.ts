import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { ArchiveFault } from "./archive-fault.ts";
import { type Bytes, peek, type UnpackBudget } from "./byte-stream.ts";

/** Unpacks what is compressed with gzip or zstd, by its first bytes; anything else is passed on as it is. */
export async function* unpack(bytes: Bytes, budget: UnpackBudget): Bytes {
  const { head, all } = await peek(bytes, 6);
  const packing = packings.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (packing === undefined) yield* all;
  else yield* packing.unpack(all, budget);
}

interface Packing {
  readonly magic: readonly number[];
  readonly unpack: (bytes: Bytes, budget: UnpackBudget) => Bytes;
}

const packings: readonly Packing[] = [
  { magic: [0x1f, 0x8b], unpack: gunzip },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: unzstd },
  { magic: [0x42, 0x5a, 0x68], unpack: () => refuse("bzip2", "bunzip2") },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], unpack: () => refuse("xz", "unxz") },
];

async function* gunzip(bytes: Bytes, budget: UnpackBudget): Bytes {
  const unpacked = createGunzip({ chunkSize: 128 * 1024 });
  // What fails on the way is told to who reads, below.
  pipeline(Readable.from(bytes, { objectMode: true }), unpacked, () => {});
  for await (const piece of unpacked) {
    budget.spend(piece.length);
    yield piece;
  }
}

async function* unzstd(bytes: Bytes, budget: UnpackBudget): Bytes {
  const { unpackZstd } = await import("./zstd.ts");
  yield* unpackZstd(bytes, budget);
}

// biome-ignore lint/correctness/useYield: it has nothing to give
async function* refuse(packing: string, command: string): Bytes {
  throw new ArchiveFault(
    `is compressed with ${packing}, which siglint does not read: unpack it with ${command}`,
  );
}
