import type { Child, FileTree } from "../context/file-tree.ts";
import { type GitVerdict, gitPatterns } from "../context/git-patterns.ts";
import { absolutePath, joinPath } from "../context/paths.ts";
import { foldersUpwards } from "../context/repository-root.ts";

/** The `.gitignore` files in force in a folder, the outermost first. Source: gitignore(5). */
export type GitIgnore = readonly Layer[];

interface Layer {
  /** Absolute, with a slash at the end: what is cut off a path before it is compared. */
  readonly folder: string;
  readonly verdict: (path: string) => GitVerdict;
}

/**
 * What the folders above `folder` say about it, up to the repository's root. Where they leave out `folder` as a whole
 * they have nothing to say: somebody asked for it.
 */
export function gitIgnoreAbove(tree: FileTree, folder: string): GitIgnore {
  const layers: Layer[] = [];
  for (const above of foldersUpwards(tree, folder)) {
    if (above !== folder) layers.unshift(...layerOf(tree, above));
    if (tree.entry(joinPath(above, ".git")).kind === "missing") continue;
    return isGitIgnored(layers, `${absolutePath(folder, tree.cwd)}/`) ? [] : layers;
  }
  return [];
}

/** What is in force inside `folder`, which has these children. A repository of its own starts afresh. */
export function gitIgnoreInside(
  tree: FileTree,
  folder: string,
  children: readonly Child[],
  above: GitIgnore,
): GitIgnore {
  const outer = children.some((child) => child.name === ".git") ? [] : above;
  const has = children.some((child) => child.name === ".gitignore" && child.kind === "file");
  return has ? [...outer, ...layerOf(tree, folder)] : outer;
}

/** `path` is absolute, and ends in a slash where it is a folder. The innermost file that says anything decides. */
export function isGitIgnored(layers: GitIgnore, path: string): boolean {
  for (const layer of [...layers].reverse()) {
    const verdict = layer.verdict(path.slice(layer.folder.length));
    if (verdict !== "nothing") return verdict === "ignored";
  }
  return false;
}

function layerOf(tree: FileTree, folder: string): readonly Layer[] {
  const result = tree.read(joinPath(folder, ".gitignore"));
  if (!result.ok) return [];
  const verdict = gitPatterns(result.text.replace(/^\uFEFF/, "").split("\n"));
  return [{ folder: absolutePath(folder, tree.cwd).replace(/\/?$/, "/"), verdict }];
}
