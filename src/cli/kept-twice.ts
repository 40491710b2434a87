/**
 * Bytes, and the same once more: what a failing disk, or one that lost its power, has made of them is no longer the same
 * twice. Against people it is no help. A checksum would do as well, but the part of Node that has one takes longer to load
 * than these bytes to read.
 */
export function twice(data: Uint8Array): Buffer {
  return Buffer.concat([data, data]);
}

/** The bytes that were kept twice; null where they are damaged. */
export function fromTwice(kept: Buffer): Buffer | null {
  const middle = kept.length / 2;
  if (!Number.isInteger(middle)) return null;
  const data = kept.subarray(0, middle);
  return data.equals(kept.subarray(middle)) ? data : null;
}
