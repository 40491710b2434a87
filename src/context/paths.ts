import { posix } from "node:path";

/*
 * Arithmetic on the paths that file trees, spans and output use: relative to the working directory, normalised, with
 * `/`. Nothing here looks at a disk.
 */

/**
 * `path` as seen from the folder `base`: `joinPath("docker", "../start.sh")` is `start.sh`. Never absolute: a leading
 * `/` of `path` is read as `base`, as COPY reads its sources. No trailing slash.
 */
export function joinPath(base: string, path: string): string {
  const joined = posix.join(base, path);
  if (!joined.endsWith("/")) return joined;
  return joined.length === 1 ? "." : joined.slice(0, -1);
}

/** The folder that holds `path`; above the working directory that is `..`, then `../..`. */
export function dirname(path: string): string {
  return joinPath(path, "..");
}

/** The last name of a path. */
export function basename(path: string): string {
  return posix.basename(path);
}

/** `path` below the absolute working directory `cwd`, absolute and normalised. */
export function absolutePath(path: string, cwd: string): string {
  return posix.resolve(cwd, path);
}

/**
 * The way from the folder `from` to `to`; `.` where they are the same. The names of `cwd` (`FileTree.cwd`) are needed
 * where `from` lies above the working directory: from `..` to `x` is `here/x`.
 */
export function relativePath(from: string, to: string, cwd: string): string {
  return posix.relative(absolutePath(from, cwd), absolutePath(to, cwd)) || ".";
}

/** The one spelling of a path given in any form with `/`, see `FileTree.locate`. */
export function canonicalPath(path: string, cwd: string): string {
  return relativePath(".", path, cwd);
}

/** Whether `path` is the folder `root` or lies somewhere below it. Both in the spelling that `FileTree.locate` gives. */
export function isInside(root: string, path: string): boolean {
  const onlyClimbs = root === "." || posix.basename(root) === "..";
  if (onlyClimbs) return levelsUp(path) <= levelsUp(root);
  return path === root || path.startsWith(`${root}/`);
}

function levelsUp(path: string): number {
  return path.split("/").filter((name) => name === "..").length;
}

/** How many folders to go up and down, from one to another. */
export function distanceBetween(one: string, other: string): number {
  const [from, to] = [namesOf(one), namesOf(other)];
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  return from.length + to.length - 2 * shared;
}

function namesOf(folder: string): readonly string[] {
  return folder === "." ? [] : folder.split("/");
}

/** Whether a path that is nowhere may be a name that is not UTF-8: Node puts U+FFFD in the place of each wrong byte. */
export function lacksUtf8(path: string): boolean {
  return path.includes("\uFFFD");
}
