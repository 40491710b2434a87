import { createTarDecoder, type TarHeader } from "modern-tar";
import { ArchiveFault } from "./archive-fault.ts";
import type { Bytes, UnpackBudget } from "./byte-stream.ts";

/** An entry of a tar file; pax and GNU names are in force already. */
export interface TarEntry {
  /** As it is written. */
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "hard-link" | "other";
  /** Of a link, as it is written; else empty. */
  readonly target: string;
  /** The permission bits. */
  readonly mode: number;
  readonly size: number;
  /** A file with holes in it, whose bytes are not what it holds. */
  readonly sparse: boolean;
  /** To be read, or not, before the next entry is asked for. */
  readonly bytes: Bytes;
}

const kinds: Readonly<Record<string, TarEntry["kind"]>> = {
  file: "file",
  directory: "directory",
  symlink: "link",
  link: "hard-link",
};

/** The two empty blocks that end a tar file; some are written without. */
const END = new Uint8Array(1024);

/** The entries of a tar file in its order. Throws where the bytes are no tar file, or break off, or are too many. */
export async function* tarEntries(bytes: Bytes, budget: UnpackBudget): AsyncGenerator<TarEntry, void, void> {
  const { readable, writable } = createTarDecoder({ strict: true });
  const feeding = feed(bytes, writable);
  const entries = readable.getReader();
  try {
    for (;;) {
      const next = await entries.read();
      if (next.done) break;
      const { header } = next.value;
      budget.spendOnHeader(Object.keys(header.pax ?? {}).length);
      // Folders and links, which are half of a layer, have nothing to wait for.
      const body = header.size === 0 ? null : next.value.body.getReader();
      yield toEntry(header, body);
      // The next entry stands behind what is left. Not by cancel(), which in modern-tar 0.8 may hit the next one's body.
      while (body !== null && !(await body.read()).done);
    }
    await feeding;
  } catch (error) {
    // What is still fed waits for somebody to read it.
    await entries.cancel().catch(() => {});
    // Where the bytes themselves cannot be had, that is the reason.
    await feeding;
    throw error instanceof ArchiveFault ? error : new ArchiveFault(reasonOf(error));
  } finally {
    await entries.cancel().catch(() => {});
    await feeding.catch(() => {});
  }
}

async function feed(bytes: Bytes, writable: WritableStream<Uint8Array>): Promise<void> {
  const writer = writable.getWriter();
  // Why it was closed before the end is told to who reads.
  writer.closed.catch(() => {});
  let isOpen = true;
  const write = async (piece: Uint8Array): Promise<void> => {
    await writer.write(piece).catch(() => {
      isOpen = false;
    });
  };
  try {
    for await (const piece of bytes) {
      await write(piece);
      if (!isOpen) return;
    }
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
  await write(END);
  await writer.close().catch(() => {});
}

function toEntry(header: TarHeader, body: ReadableStreamDefaultReader<Uint8Array> | null): TarEntry {
  const { name, type, mode, size, linkname, pax } = header;
  async function* bytes(): Bytes {
    if (body === null) return;
    for (let next = await body.read(); !next.done; next = await body.read()) yield next.value;
  }
  return {
    name: pax?.["GNU.sparse.name"] ?? name,
    kind: kinds[type ?? "file"] ?? "other",
    target: linkname ?? "",
    mode: mode ?? 0,
    size,
    sparse: Object.keys(pax ?? {}).some((key) => key.startsWith("GNU.sparse.")),
    bytes: bytes(),
  };
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (/truncated/.test(message)) return "breaks off in the middle";
  if (/exceeds maximum|too large|global attributes/i.test(message))
    return "has a tar header of an absurd size";
  return "is not a tar file, or is damaged";
}
