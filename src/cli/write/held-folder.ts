import { closeSync, constants, fsyncSync, lstatSync, openSync, readlinkSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";

/** A folder that stays the same one, whatever takes its place meanwhile. */
export interface HeldFolder {
  /** How to get at a name in it. */
  readonly path: (name: string) => string;
  /** Makes sure that its names are on disk. */
  readonly sync: () => void;
  readonly close: () => void;
}

/** There is no folder of that name, or a link is on the way to it. */
export type NotHeld = { readonly why: string };

/**
 * Takes hold of the folder `folder` (relative, with `/`) below or beside `cwd`, if no part of the way is a symbolic link.
 * Linux then reaches the names in it by way of the open folder; elsewhere the path is compared with the real one.
 * Throws what the operating system says.
 */
export function holdFolder(cwd: string, folder: string): HeldFolder | NotHeld {
  const link = linkOnTheWay(cwd, folder);
  if (link !== null) return { why: `${link} is a symbolic link` };
  const expected = resolve(realpathSync.native(cwd), folder);
  if (process.platform !== "linux") return { ...heldByPath(join(cwd, folder)) };
  const opened = openSync(expected, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const own = `/proc/self/fd/${opened}`;
  const close = () => closeSync(opened);
  const real = whereIs(own);
  if (real === null) {
    close();
    return heldByPath(expected);
  }
  if (real !== expected) {
    close();
    return { why: "a folder on the way became a symbolic link while siglint was at work" };
  }
  return { path: (name) => `${own}/${name}`, sync: () => fsyncSync(opened), close };
}

function heldByPath(folder: string): HeldFolder {
  return { path: (name) => join(folder, name), sync: () => {}, close: () => {} };
}

/** Null where there is no `/proc`. */
function whereIs(own: string): string | null {
  try {
    return readlinkSync(own);
  } catch {
    return null;
  }
}

/** The first part of the way that is a symbolic link. */
function linkOnTheWay(cwd: string, folder: string): string | null {
  const names = folder.split("/");
  const ways = names.map((_, index) => names.slice(0, index + 1).join("/"));
  const isLink = (way: string) => !/(^|\/)\.{1,2}$/.test(way) && lstatSync(join(cwd, way)).isSymbolicLink();
  return ways.find(isLink) ?? null;
}
