import {
  type Dirent,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  type Stats,
  utimesSync,
} from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { diskTree } from "../../context/disk-tree.ts";
import { contains } from "../../context/grounds.ts";
import { findRepositoryRoot } from "../../context/repository-root.ts";
import { WINDOWS, withSlashes } from "../../context/windows.ts";
import { replaceFile } from "../write/replace-file.ts";

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
 * whoever wrote what is linted, in `cwd` or at one of the paths that are `named`.
 */
export function openCacheFolder(
  folder: string,
  cwd: string,
  limits: CacheLimits,
  named: readonly string[] = [],
): CacheFolder {
  const isTrusted = () => {
    const stats = lstatSync(folder);
    return stats.isDirectory() && isOwn(stats) && !isLinted(folder, cwd, named);
  };
  return {
    read: (name) =>
      attempt(() => {
        const file = join(folder, name);
        const stats = lstatSync(file);
        if (!stats.isFile() || !isOwn(stats) || stats.size > limits.file || !isTrusted()) return null;
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

/** Nobody else may write to it. */
function isOwn({ uid, mode }: Stats): boolean {
  return WINDOWS || (uid === process.getuid?.() && (mode & 0o022) === 0);
}

/** Whether it lies in a repository that is linted, or in a folder that is where there is no repository: an unpacked archive. */
function isLinted(folder: string, cwd: string, named: readonly string[]): boolean {
  const tree = diskTree(cwd, named);
  const real = (path: string) => withSlashes(realpathSync.native(path));
  const own = real(folder);
  return [".", ...named.map(tree.locate)].some((path) => {
    const root = resolve(cwd, findRepositoryRoot(tree, path) ?? path);
    return existsSync(root) && contains(real(root), own);
  });
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
