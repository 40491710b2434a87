import {
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  type Stats,
  statSync,
} from "node:fs";
import { resolve } from "node:path";
import { byCodeUnit } from "./code-units.ts";
import type { Child, Entry, FileTree, ReadFailure, ReadResult } from "./file-tree.ts";
import { canonicalPath } from "./paths.ts";

/** Bytes; no Dockerfile or script that people write comes near. */
const MOST_BYTES = 2 * 1024 * 1024;
/** A NUL byte in here makes a file binary: the test that git and grep use. */
const BINARY_SAMPLE = 8 * 1024;

const WINDOWS = process.platform === "win32";

/**
 * The files on disk below, beside and above the directory `cwd`. A file is read once: a tree shows the state of one run.
 * Only regular files are opened, so a named pipe cannot make it hang.
 */
export function diskTree(cwd: string): FileTree {
  const here = withSlashes(resolve(cwd));
  const texts = new Map<string, ReadResult>();
  const onDisk = (path: string) => resolve(cwd, path);
  const children = (path: string) => childrenOf(onDisk(path));
  return {
    cwd: here,
    locate: (path) => canonicalPath(withSlashes(path), here),
    entry: (path) => entryAt(onDisk(path)),
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const result = readText(onDisk(path));
      texts.set(path, result);
      return result;
    },
    list: (path) => children(path).map((child) => child.name),
    children,
  };
}

function entryAt(file: string): Entry {
  try {
    const stats = lstatSync(file);
    if (stats.isSymbolicLink()) return { kind: "link", target: withSlashes(readlinkSync(file)) };
    if (stats.isDirectory()) return { kind: "directory" };
    if (!stats.isFile()) return { kind: "other" };
    // A build on Windows gives every file the execute bit; the disk has none to show.
    return { kind: "file", executable: WINDOWS || (stats.mode & 0o111) !== 0 };
  } catch {
    return { kind: "missing" };
  }
}

function readText(file: string): ReadResult {
  try {
    const stats = statSync(file);
    const refused = refusal(stats);
    if (refused !== null) return { ok: false, why: refused };
    const bytes = readFileSync(file);
    if (bytes.subarray(0, BINARY_SAMPLE).includes(0)) return { ok: false, why: "binary" };
    return { ok: true, text: bytes.toString("utf8") };
  } catch (error) {
    return { ok: false, why: isAbsence(error) ? "missing" : "unreadable" };
  }
}

function refusal(stats: Stats): ReadFailure | null {
  if (stats.isDirectory()) return "directory";
  if (!stats.isFile()) return "not-a-file";
  return stats.size > MOST_BYTES ? "too-large" : null;
}

const ABSENT = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

function isAbsence(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && ABSENT.has(error.code)
  );
}

function childrenOf(folder: string): readonly Child[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => byCodeUnit(a.name, b.name));
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent): Child["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "link" : "other";
}

/** `C:\work\app` becomes `/C:/work/app`, so that it is absolute in the arithmetic of `paths.ts`. */
function withSlashes(path: string): string {
  if (!WINDOWS) return path;
  return path.replaceAll("\\", "/").replace(/^(?=[A-Za-z]:)/, "/");
}
