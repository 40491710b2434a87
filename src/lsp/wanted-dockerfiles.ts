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
 * it that may start it. The nearest come first; folders that were walked before are not walked again.
 */
export function findWanted(tree: FileTree, open: readonly string[], roots: WalkedRoots): readonly string[] {
  const wanted = new Set<string>();
  const scripts: string[] = [];
  for (const path of open) {
    if (isSettings(path)) continue;
    const { kind } = judgeNamedPath(tree, path);
    if (kind === "dockerfile") wanted.add(path);
    if (kind === "script") scripts.push(path);
  }
  for (const root of new Set(scripts.map((script) => rootAround(tree, script)))) {
    const files = roots.get(root) ?? findDockerfiles(tree, root);
    roots.set(root, files);
    for (const file of byNearness(files, scripts)) wanted.add(file);
  }
  return [...wanted];
}

/** Files that say something about Dockerfiles, and that none of them starts. */
export function isSettings(path: string): boolean {
  const name = basename(path);
  return isConfig(path) || name === "package.json" || name === ".dockerignore" || name === ".gitignore";
}

export function isConfig(path: string): boolean {
  return CONFIG_NAMES.some((name) => name === basename(path));
}

function byNearness(files: readonly string[], scripts: readonly string[]): readonly string[] {
  const distance = (file: string): number =>
    Math.min(...scripts.map((script) => distanceBetween(dirname(file), dirname(script))));
  return files
    .map((file) => ({ file, away: distance(file) }))
    .sort((one, other) => one.away - other.away || byCodeUnit(one.file, other.file))
    .map(({ file }) => file);
}

/** Folders up and down from the one to the other. */
function distanceBetween(one: string, other: string): number {
  const [from, to] = [one, other].map((path) => path.split("/").filter((name) => name !== "."));
  if (from === undefined || to === undefined) return 0;
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  return from.length + to.length - 2 * shared;
}
