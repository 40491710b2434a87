import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";

/** Bytes of a regular file, or why there are none. */
export type Bytes =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly why: Refusal }
  /** It is longer than what may be read; these are its first bytes. */
  | { readonly ok: false; readonly why: "too-large"; readonly beginning: Buffer };

type Refusal = "directory" | "missing" | "not-a-file" | "outside";

/** Neither waits for the other end of a pipe, nor makes a terminal one's own. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Reads up to `most` bytes of a file. It is asked where the file lies once it is open, so that a folder that is swapped
 * for a link meanwhile leads nowhere. Throws what the operating system says.
 */
export function readInside(file: string, isInside: (real: string) => boolean, most: number): Bytes {
  // Opening a device may do something; a pipe or a folder is no file either.
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { ok: false, why: "missing" };
  const refused = refusal(found);
  if (refused !== null) return isInside(realpathSync.native(file)) ? refused : { ok: false, why: "outside" };
  const opened = openSync(file, READ);
  try {
    const stats = fstatSync(opened);
    const real = realPathOf(opened, file, stats);
    if (real === null || !isInside(real)) return { ok: false, why: "outside" };
    return refusal(stats) ?? read(opened, stats.size, most);
  } finally {
    closeSync(opened);
  }
}

/** Opens a regular file to read it. Throws for anything else, though it may have come there only just now. */
export function openRegular(file: string): number {
  const opened = openSync(file, READ);
  if (fstatSync(opened).isFile()) return opened;
  closeSync(opened);
  throw new Error(`${file} is no regular file`);
}

/** The bytes of a regular file that has about `size`, without what it has grown by since. Throws as `openRegular` does. */
export function readRegular(file: string, size: number): Buffer {
  const opened = openRegular(file);
  try {
    const result = read(opened, size, size);
    return result.ok ? result.bytes : result.beginning;
  } finally {
    closeSync(opened);
  }
}

function refusal(stats: Stats): Extract<Bytes, { ok: false }> | null {
  if (stats.isDirectory()) return { ok: false, why: "directory" };
  return stats.isFile() ? null : { ok: false, why: "not-a-file" };
}

/** Reads to the end, wherever that is by now: a file may grow, and what the kernel makes up has no size. */
function read(opened: number, size: number, most: number): Exclude<Bytes, { why: Refusal }> {
  const chunks: Buffer[] = [];
  for (let length = 0; length <= most; ) {
    const chunk = Buffer.allocUnsafe(Math.max(Math.min(size - length, most), SMALLEST_CHUNK) + 1);
    const count = readSync(opened, chunk);
    if (count === 0) return { ok: true, bytes: Buffer.concat(chunks, length) };
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return { ok: false, why: "too-large", beginning: chunks[0] ?? Buffer.alloc(0) };
}

const SMALLEST_CHUNK = 4096;

/** The path of what is open; null where it cannot be told from the path it was opened by, since that changes. */
function realPathOf(opened: number, file: string, { dev, ino }: Stats): string | null {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/self/fd/${opened}`);
    } catch {
      // There is no /proc here.
    }
  }
  const real = realpathSync.native(file);
  const found = lstatSync(real);
  return found.dev === dev && found.ino === ino ? real : null;
}
