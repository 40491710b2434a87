import {
  accessSync,
  constants,
  createReadStream,
  type Dirent,
  lstatSync,
  readdirSync,
  readlinkSync,
  statSync,
} from "node:fs";
import { resolve } from "node:path";
import { byCodeUnit } from "./code-units.ts";
import { confinement } from "./confinement.ts";
import {
  type ByteFile,
  type Child,
  type Entry,
  type FileTree,
  namesOf,
  type ReadResult,
} from "./file-tree.ts";
import { openRegular, readInside, readRegular } from "./open-file.ts";
import { canonicalPath, dirname, lacksUtf8 } from "./paths.ts";
import { systemErrorCode } from "./system-error.ts";
import { WINDOWS, withSlashes } from "./windows.ts";

/** Bytes; no Dockerfile or script that people write comes near. */
const MOST_BYTES = 2 * 1024 * 1024;
/** A NUL byte in so many makes a file binary: the test that git and grep use. */
const SAMPLE = 8 * 1024;

/**
 * The files on disk below, beside and above the directory `cwd`. A file is read once: a tree shows the state of one run.
 * Only regular files are opened, so a named pipe cannot make it hang. Links are followed as long as they stay where the
 * path itself lies (`grounds.ts`); `named` are the paths that somebody named, in any spelling.
 */
export function diskTree(cwd: string, named: readonly string[] = []): FileTree {
  const here = withSlashes(resolve(cwd));
  const onDisk = (path: string) => resolve(cwd, path);
  const locate = (path: string) => canonicalPath(withSlashes(path), here);
  const confined = confinement({ cwd: here, entry: (path) => entryAt(onDisk(path)) }, named.map(locate));
  const texts = new Map<string, ReadResult>();
  const children = (path: string) => (confined.holds(path) ? childrenOf(onDisk(path)) : []);
  return {
    cwd: here,
    locate,
    entry: (path) => (confined.holds(dirname(path)) ? entryAt(onDisk(path)) : { kind: "missing" }),
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const result = readText(onDisk(path), (real) => confined.allows(path, real));
      texts.set(path, result);
      return result;
    },
    bytes: (path) => bytesOf(onDisk(path)),
    list: (path) => namesOf(children(path)),
    children,
  };
}

function entryAt(file: string): Entry {
  try {
    // Most of what is asked for is not there, and throwing takes longer than looking.
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: "missing" };
    if (stats.isSymbolicLink()) return { kind: "link", target: withSlashes(readlinkSync(file)) };
    if (stats.isDirectory()) return { kind: "directory" };
    if (!stats.isFile()) return { kind: "other" };
    // A build on Windows gives every file the execute bit; the disk has none to show.
    return { kind: "file", executable: WINDOWS || (stats.mode & 0o111) !== 0 };
  } catch {
    return { kind: "missing" };
  }
}

function readText(file: string, isAllowed: (real: string) => boolean): ReadResult {
  try {
    const read = readInside(file, isAllowed, MOST_BYTES);
    const isLarge = !read.ok && read.why === "too-large";
    if (!read.ok && read.why === "missing" && lacksUtf8(file)) return { ok: false, why: "name" };
    if (!read.ok && !isLarge) return read;
    const bytes = read.ok ? read.bytes : read.beginning;
    const sample = bytes.subarray(0, SAMPLE);
    // However large it is, a program is a program.
    if (sample.includes(0)) return { ok: false, why: "binary" };
    return isLarge
      ? { ok: false, why: "too-large", beginning: sample.toString("utf8") }
      : { ok: true, text: bytes.toString("utf8") };
  } catch (error) {
    return { ok: false, why: isAbsence(error) ? "missing" : "unreadable" };
  }
}

const PIECE_BYTES = 256 * 1024;

function bytesOf(file: string): ByteFile | null {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return null;
    accessSync(file, constants.R_OK);
    // Opened with the first piece, and closed with the last.
    async function* pieces(): AsyncIterable<Uint8Array> {
      // A layout may have thousands of them, and a stream takes longer to make than they to read.
      if (stats.size <= PIECE_BYTES) yield readRegular(file, stats.size);
      else yield* createReadStream(file, { fd: openRegular(file), highWaterMark: PIECE_BYTES });
    }
    return { size: stats.size, pieces };
  } catch {
    return null;
  }
}

const ABSENT = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

function isAbsence(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code !== null && ABSENT.has(code);
}

function childrenOf(folder: string): readonly Child[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => byCodeUnit(a.name, b.name));
  } catch (error) {
    return isAbsence(error) ? [] : null;
  }
}

function kindOf(entry: Dirent): Child["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "link" : "other";
}
