import type { Archive } from "./archive.ts";
import { ArchiveFault, faultWithin } from "./archive-fault.ts";
import { type Bytes, peek, readAll, textOfBytes } from "./byte-stream.ts";
import { checkDigest } from "./digest.ts";
import { MOST_DOCUMENT_BYTES, MOST_DOCUMENTS_BYTES } from "./limits.ts";

/** The JSON documents of an archive, and what else is there, by name. */
export interface Documents {
  /** The entry of a name, behind what only points to it; null where there is none. */
  locate(name: string): string | null;
  /** What a document holds; one that is no JSON is a fault, null where there is none. `digest` is what it must have. */
  read(name: string, digest: string | null): unknown;
}

/** Reads what describes images: at the top of the archive or among its blobs. */
export async function readDocuments(archive: Archive): Promise<Documents> {
  const names = new Set<string>();
  const pointers = new Map<string, string>();
  const texts = new Map<string, Uint8Array>();
  let size = 0;
  for await (const { name, pointsTo, bytes } of archive.entries()) {
    const mayDescribe = /^([^/]+|blobs\/[^/]+\/[^/]+)$/.test(name);
    // A tree of files that is no image has as many entries as it likes.
    if (!mayDescribe && !/(^|\/)[^/]+\.tar(\.\w+)?$/.test(name)) continue;
    if (pointsTo !== null) {
      pointers.set(name, pointsTo);
      continue;
    }
    names.add(name);
    if (!mayDescribe) continue;
    const text = await readDocument(bytes).catch((error: unknown) => {
      throw faultWithin(name, error);
    });
    if (text === null) continue;
    size += text.length;
    if (size > MOST_DOCUMENTS_BYTES) throw new ArchiveFault("has more manifests than siglint reads");
    texts.set(name, text);
  }
  const locate = (name: string): string | null => {
    const target = names.has(name) ? name : pointers.get(name);
    return target !== undefined && names.has(target) ? target : null;
  };
  return {
    locate,
    read(name, digest) {
      const text = texts.get(locate(name) ?? "");
      if (text === undefined) return null;
      if (digest !== null) checkDigest(name, text, digest);
      return parse(name, textOfBytes(text));
    },
  };
}

/** Null for what does not begin like JSON: layers are as large as can be. */
async function readDocument(bytes: Bytes): Promise<Uint8Array | null> {
  const { head, all } = await peek(bytes, 1);
  return head[0] === OBJECT || head[0] === ARRAY ? readAll(all, MOST_DOCUMENT_BYTES) : null;
}

const OBJECT = "{".charCodeAt(0);
const ARRAY = "[".charCodeAt(0);

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ArchiveFault(`${name} is not JSON: the archive is damaged, write it again`);
  }
}
