import { CONFIG_NAMES } from "../config/find-config.ts";
import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { basename, dirname } from "../context/paths.ts";
import { rootAround } from "../discover/discover.ts";
import { findDockerfiles } from "../discover/find-dockerfiles.ts";
import { judgeNamedPath } from "../discover/named-path.ts";

/** The Dockerfiles below each folder that has been walked. */
export type WalkedRoots = Map<string, readonly string[]>;

/**
 * The Dockerfiles to judge while these files are open: those that are open themselves, and where a script is, all around
 * it that may start it. Folders that were walked before are not walked again.
 */
export function findWanted(tree: FileTree, open: readonly string[], roots: WalkedRoots): ReadonlySet<string> {
  const judged = open
    .filter((path) => !isSettings(path))
    .map((path) => ({ path, ...judgeNamedPath(tree, path) }));
  const scripts = judged.filter(({ kind }) => kind === "script");
  const around = new Set(scripts.map(({ path }) => rootAround(tree, path)));
  for (const root of around) if (!roots.has(root)) roots.set(root, findDockerfiles(tree, root));
  return new Set([
    ...judged.flatMap(({ kind, path }) => (kind === "dockerfile" ? [path] : [])),
    ...[...around].flatMap((root) => roots.get(root) ?? []),
  ]);
}

/** Files that say something about Dockerfiles, and that none of them starts. */
export function isSettings(path: string): boolean {
  const name = basename(path);
  return isConfig(path) || name === "package.json" || name === ".dockerignore" || name === ".gitignore";
}

export function isConfig(path: string): boolean {
  return CONFIG_NAMES.some((name) => name === basename(path));
}

/** The Dockerfiles nearest to what is open first. */
export function byNearness(files: readonly string[], open: readonly string[]): readonly string[] {
  const folders = open.map((path) => dirname(path).split("/"));
  return files
    .map((file) => {
      const folder = dirname(file).split("/");
      return { file, away: Math.min(...folders.map((other) => distanceBetween(folder, other))) };
    })
    .sort((one, other) => one.away - other.away || byCodeUnit(one.file, other.file))
    .map(({ file }) => file);
}

/** How many folders to go up and down. */
function distanceBetween(one: readonly string[], other: readonly string[]): number {
  let shared = 0;
  while (shared < one.length && shared < other.length && one[shared] === other[shared]) shared += 1;
  return one.length + other.length - 2 * shared;
}
