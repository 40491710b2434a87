import { CONFIG_NAMES } from "../config/find-config.ts";
import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { basename, dirname, distanceBetween } from "../context/paths.ts";
import { projectFileOf } from "../discover/compose-project.ts";
import { rootAround } from "../discover/discover.ts";
import { judgeFound, judgeYaml } from "../discover/file-name.ts";
import { findTargetFiles } from "../discover/find-target-files.ts";
import { judgeNamedPath } from "../discover/named-path.ts";
import type { FoundFile, TargetFileKind } from "../discover/target-file.ts";
import { isVendored } from "../discover/vendored-folder.ts";

/** The files that describe containers below each folder that has been walked. */
export type WalkedRoots = Map<string, readonly FoundFile[]>;

/** The files to judge, by path. */
export type WantedFiles = ReadonlyMap<string, TargetFileKind>;

/**
 * The files to judge while these are open: Dockerfiles and the like that are open themselves, and where a script is, all
 * around it that may start it. Folders that were walked before are not walked again.
 */
export function findWanted(tree: FileTree, open: readonly string[], roots: WalkedRoots): WantedFiles {
  const judged = open
    .filter((path) => !isSettings(path))
    .map((path) => ({ path, ...judgeNamedPath(tree, path) }));
  const scripts = judged.filter(({ kind }) => kind === "script");
  const around = new Set(scripts.map(({ path }) => rootAround(tree, path)));
  for (const root of around) if (!roots.has(root)) roots.set(root, findTargetFiles(tree, root));
  return new Map([
    ...[...around].flatMap((root) => roots.get(root) ?? []).map(({ file, kind }) => [file, kind] as const),
    ...judged.flatMap(({ kind, path }): readonly (readonly [string, TargetFileKind])[] => {
      if (kind === "compose") return [[projectFileOf(tree, path), kind]];
      return kind === "dockerfile" || kind === "kubernetes" ? [[path, kind]] : [];
    }),
  ]);
}

/** Whether the walked folders may hold other files that describe containers, where a file or a folder came or went. */
export function mayMoveTargets(path: string, tree: FileTree, roots: WalkedRoots): boolean {
  if (path.split("/").some(isVendored)) return false;
  const name = basename(path);
  if (judgeFound(name) !== "no" || judgeYaml(name) !== "no" || name === ".gitignore") return true;
  if (tree.entry(path).kind === "directory") return true;
  return [...roots.values()].some((files) => files.some(({ file }) => file.startsWith(`${path}/`)));
}

/** Files that say something about Dockerfiles, and that none of them starts. */
function isSettings(path: string): boolean {
  const name = basename(path);
  return isConfig(path) || name === "package.json" || name === ".dockerignore" || name === ".gitignore";
}

/** Whether a file is one of siglint's own, by its name. */
export function isConfig(path: string): boolean {
  return CONFIG_NAMES.some((name) => name === basename(path));
}

/** The files nearest to what is open first. */
export function byNearness(files: readonly string[], open: readonly string[]): readonly string[] {
  const folders = open.map(dirname);
  return files
    .map((file) => {
      const folder = dirname(file);
      return { file, away: Math.min(...folders.map((other) => distanceBetween(folder, other))) };
    })
    .sort((one, other) => one.away - other.away || byCodeUnit(one.file, other.file))
    .map(({ file }) => file);
}
