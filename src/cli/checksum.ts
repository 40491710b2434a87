import { crc32 } from "node:zlib";

/** Of which the sum fills half: V8 copies what does not begin at a multiple of eight. */
const SUM_BYTES = 8;

/** Bytes behind a sum that tells whether they are whole: against a failing disk, not against people. */
export function withSum(data: Uint8Array): Buffer {
  const sum = Buffer.alloc(SUM_BYTES);
  sum.writeUInt32LE(crc32(data));
  return Buffer.concat([sum, data]);
}

/** The bytes behind the sum; null where they are damaged. */
export function withoutSum(kept: Buffer): Buffer | null {
  const data = kept.subarray(SUM_BYTES);
  return kept.length >= SUM_BYTES && kept.readUInt32LE() === crc32(data) ? data : null;
}
