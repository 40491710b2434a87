import { createHash, type Hash } from "node:crypto";
import { ArchiveFault, faultWithin } from "./archive-fault.ts";
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
  const fault = isDigest(digest) ? faultOf(hashFor(digest).update(bytes), digest) : null;
  if (fault !== null) throw faultWithin(name, fault);
}

/** Passes bytes on, and throws at their end where they do not have the digest. */
export async function* withDigest(bytes: Bytes, digest: string): Bytes {
  if (!isDigest(digest)) {
    yield* bytes;
    return;
  }
  const hash = hashFor(digest);
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
  const fault = faultOf(hash, digest);
  if (fault !== null) throw fault;
}

function hashFor(digest: string): Hash {
  return createHash(digest.slice(0, digest.indexOf(":")));
}

function faultOf(hash: Hash, digest: string): ArchiveFault | null {
  return digest.endsWith(`:${hash.digest("hex")}`)
    ? null
    : new ArchiveFault(`does not have the digest ${digest}: the archive is damaged, write it again`);
}
