import {
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { diskTree } from "../../context/disk-tree.ts";
import { contains } from "../../context/grounds.ts";
import { findRepositoryRoot } from "../../context/repository-root.ts";
import { WINDOWS, withSlashes } from "../../context/windows.ts";
import { replaceFile } from "../replace-file.ts";

/** Files that can be had again, by name. Whatever fails, fails silently: then there is nothing to be had. */
export interface CacheFolder {
  /** The bytes that were kept under a name; null where there are none, or where others may have written them. */
  readonly read: (name: string) => Buffer | null;
  readonly keep: (name: string, bytes: Uint8Array) => void;
}

/** Bytes. */
export interface CacheLimits {
  readonly file: number;
  /** Of all files together: what was not used for longest goes first. */
  readonly all: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of siglint for what can be had again, after the XDG Base Directory Specification; null where there is none. */
export function cachePath({ XDG_CACHE_HOME, HOME, LOCALAPPDATA }: Environment, name: string): string | null {
  const home = HOME === undefined || HOME === "" ? LOCALAPPDATA : join(HOME, ".cache");
  const folder = XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : home;
  return folder === undefined || !isAbsolute(folder) ? null : join(folder, "siglint", name);
}

/**
 * The files in `folder`. Nothing there is believed where somebody else may have written it: another user of this machine, or
 * whoever wrote the repository around `cwd`, which is linted.
 */
export function openCacheFolder(folder: string, cwd: string, limits: CacheLimits): CacheFolder {
  const isTrusted = () => isOwn(folder) && !isLinted(folder, cwd);
  return {
    read: (name) =>
      attempt(() => {
        const file = join(folder, name);
        const stats = lstatSync(file);
        if (!stats.isFile() || stats.size > limits.file || !isTrusted()) return null;
        const bytes = readFileSync(file);
        const now = new Date();
        attempt(() => utimesSync(file, now, now) ?? null);
        return bytes;
      }),
    keep(name, bytes) {
      if (bytes.length > limits.file) return;
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isTrusted()) return null;
        makeRoom(folder, limits.all - bytes.length);
        replaceFile(join(folder, name), bytes, 0o600);
        return null;
      });
    },
  };
}

function attempt<T>(work: () => T | null): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function isOwn(folder: string): boolean {
  const stats = lstatSync(folder);
  if (WINDOWS) return stats.isDirectory();
  return stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

function isLinted(folder: string, cwd: string): boolean {
  const root = findRepositoryRoot(diskTree(cwd), ".");
  if (root === null) return false;
  const real = (path: string) => withSlashes(realpathSync.native(path));
  return contains(real(resolve(cwd, root)), real(folder));
}

/** Takes away what was not used for longest, until no more than that many bytes are left. */
function makeRoom(folder: string, most: number): void {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map(({ name }) => ({ file: join(folder, name), stats: lstatSync(join(folder, name)) }))
    .sort((one, other) => one.stats.mtimeMs - other.stats.mtimeMs);
  let size = files.reduce((sum, { stats }) => sum + stats.size, 0);
  for (const { file, stats } of files) {
    if (size <= most) break;
    rmSync(file, { force: true });
    size -= stats.size;
  }
}
