import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { followLinks } from "../context/links.ts";
import { projectFileOf } from "./compose-project.ts";
import { judgeFound, judgeYaml } from "./file-name.ts";
import { judgeBeginning } from "./first-line.ts";
import { isManifest } from "./manifest.ts";
import type { FoundFile, TargetFileKind } from "./target-file.ts";
import { walkFiles } from "./walk-files.ts";

/**
 * The Dockerfiles, compose files and Kubernetes manifests below the folder `root`, sorted: told by their names and how
 * they begin, git-ignored and vendored folders left out. Links to folders are not followed; a link to a file counts where
 * the file itself is not found. `leftOut` is told each folder whose name cannot be read.
 */
export function findTargetFiles(
  tree: FileTree,
  root: string,
  leftOut: (folder: string) => void = () => {},
): readonly FoundFile[] {
  const files = new Map<string, TargetFileKind>();
  const links = new Map<string, TargetFileKind>();
  for (const { path, name, kind: entry } of walkFiles(tree, root, isWanted)) {
    if (entry === "directory") {
      leftOut(path);
      continue;
    }
    const kind = kindOf(tree, path, name);
    const file = kind === "compose" ? projectFileOf(tree, tree.locate(path)) : tree.locate(path);
    if (kind !== null) (entry === "file" ? files : links).set(file, kind);
  }
  return [...files, ...linksElsewhere(tree, links, files)]
    .map(([file, kind]) => ({ file, kind }))
    .sort((one, other) => byCodeUnit(one.file, other.file));
}

function isWanted(name: string): boolean {
  return judgeFound(name) !== "no" || judgeYaml(name) !== "no";
}

/** Looks into a file whose name does not tell. */
function kindOf(tree: FileTree, path: string, name: string): TargetFileKind | null {
  const judged = judgeFound(name);
  if (judged === "dockerfile") return "dockerfile";
  const yaml = judgeYaml(name);
  if (yaml === "compose") return "compose";
  const result = tree.read(path);
  if (!result.ok) return null;
  if (judged === "perhaps") return judgeBeginning(result.text) === "dockerfile" ? "dockerfile" : null;
  return isManifest(result.text) ? "kubernetes" : null;
}

/** The links that lead to a file which was not found by itself, one for each such file. */
function linksElsewhere(
  tree: FileTree,
  links: ReadonlyMap<string, TargetFileKind>,
  found: ReadonlyMap<string, TargetFileKind>,
): readonly (readonly [string, TargetFileKind])[] {
  const byFile = new Map<string, string>();
  for (const link of [...links.keys()].sort(byCodeUnit)) {
    const file = followLinks(tree, link);
    if (file === null || found.has(file) || byFile.has(file)) continue;
    if (tree.entry(file).kind === "file") byFile.set(file, link);
  }
  return [...links].filter(([link]) => [...byFile.values()].includes(link));
}
