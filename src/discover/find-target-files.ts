import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { followLinks } from "../context/links.ts";
import { projectFileOf } from "./compose-project.ts";
import { judgeFound, judgeYaml } from "./file-name.ts";
import { judgeBeginning } from "./first-line.ts";
import { isManifest, isObject } from "./manifest.ts";
import type { FoundFile, LeftOut, TargetFileKind } from "./target-file.ts";
import { walkFiles } from "./walk-files.ts";

/**
 * The Dockerfiles, compose files and Kubernetes manifests below the folder `root`, sorted: told by their names and how
 * they begin, git-ignored and vendored folders left out. Links to folders are not followed; a link to a file counts where
 * the file itself is not found. `leftOut` is told what cannot be looked into, though it may be meant.
 */
export function findTargetFiles(
  tree: FileTree,
  root: string,
  leftOut: (each: LeftOut) => void = () => {},
): readonly FoundFile[] {
  const files = new Map<string, TargetFileKind>();
  const links = new Map<string, TargetFileKind>();
  for (const walked of walkFiles(tree, root, isWanted)) {
    if (walked.kind === "closed") {
      leftOut(walked);
      continue;
    }
    const { path, name, kind: entry } = walked;
    const kind = kindOf(tree, path, name, leftOut);
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
function kindOf(
  tree: FileTree,
  path: string,
  name: string,
  leftOut: (each: LeftOut) => void,
): TargetFileKind | null {
  const judged = judgeFound(name);
  if (judged === "dockerfile") return "dockerfile";
  const yaml = judgeYaml(name);
  if (yaml === "compose") return "compose";
  const result = tree.read(path);
  if (!result.ok) {
    const isMeant = result.why === "too-large" && judged === "no" && isObject(result.beginning);
    if (result.why === "unreadable" || isMeant) leftOut({ path: tree.locate(path), why: result.why });
    return null;
  }
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
