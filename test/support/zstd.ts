/** A zstd frame (RFC 8878) of raw blocks, as Node.js 20 has nothing that writes better ones. */
export function zstdOf(bytes: Uint8Array): Uint8Array {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length || at === 0; at += MOST_BLOCK) {
    const block = bytes.subarray(at, at + MOST_BLOCK);
    blocks.push(blockHeader(block.length, 0, at + MOST_BLOCK >= bytes.length), Buffer.from(block));
  }
  return Buffer.concat([frameHeader(), ...blocks]);
}

/** A frame of runs of one byte: `count` blocks, each of four bytes and 128 KiB. */
export function zstdBomb(count: number): Uint8Array {
  const block = Buffer.concat([blockHeader(MOST_BLOCK, 1, false), Buffer.from([0])]);
  return Buffer.concat([frameHeader(), ...Array<Buffer>(count).fill(block)]);
}

const MOST_BLOCK = 128 * 1024;

/** A window of 1 MiB; `window` is the byte that says so. */
export function frameHeader(window = 10 << 3): Buffer {
  return Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, window]);
}

function blockHeader(size: number, type: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3);
  return header;
}
