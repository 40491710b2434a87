import { createHash, type Hash } from "node:crypto";
import { ArchiveFault } from "./archive-fault.ts";
import type { Bytes } from "./byte-stream.ts";

/** Digests as OCI writes them, `sha256:…`: those of an algorithm that is not registered there are not checked. */
export function isDigest(text: string): boolean {
  return /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}

/** The digest that a name of `docker save` holds (`<hex>.json`, `blobs/sha256/<hex>`); null for another name. */
export function digestInName(name: string): string | null {
  const match = /^(?:blobs\/sha256\/|sha256:)?([0-9a-f]{64})(?:\.json)?$/.exec(name);
  return match === null ? null : `sha256:${match[1]}`;
}

/** Where the blob of a digest stands in an OCI layout. */
export function blobName(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`;
}

export function checkDigest(name: string, bytes: Uint8Array, digest: string): void {
  if (isDigest(digest)) compare(name, hashFor(digest).update(bytes), digest);
}

/** Passes bytes on, and throws at their end where they do not have the digest. */
export async function* withDigest(name: string, bytes: Bytes, digest: string): Bytes {
  if (!isDigest(digest)) {
    yield* bytes;
    return;
  }
  const hash = hashFor(digest);
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
  compare(name, hash, digest);
}

function hashFor(digest: string): Hash {
  return createHash(digest.slice(0, digest.indexOf(":")));
}

function compare(name: string, hash: Hash, digest: string): void {
  const found = hash.digest("hex");
  if (digest.endsWith(`:${found}`)) return;
  throw new ArchiveFault(
    `${name} does not have the digest ${digest}: the archive is damaged, write it again`,
  );
}
