import { byCodeUnit } from "../context/code-units.ts";
import type { Child, FileTree } from "../context/file-tree.ts";
import { followLinks } from "../context/links.ts";
import { absolutePath, joinPath } from "../context/paths.ts";
import { judgeFound } from "./file-name.ts";
import { judgeBeginning } from "./first-line.ts";
import { type GitIgnore, gitIgnoreAbove, gitIgnoreInside, isGitIgnored } from "./git-ignore.ts";
import { isVendored } from "./vendored-folder.ts";

interface Folder {
  readonly path: string;
  readonly above: GitIgnore;
}

/**
 * The Dockerfiles below the folder `root`, sorted: told by their names, git-ignored and vendored folders left out.
 * Links to folders are not followed; a link to a file counts where the file itself is not found.
 */
export function findDockerfiles(tree: FileTree, root: string): readonly string[] {
  const files = new Set<string>();
  const links: string[] = [];
  const pending: Folder[] = [{ path: root, above: gitIgnoreAbove(tree, root) }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const children = tree.children(folder.path);
    const rules = gitIgnoreInside(tree, folder.path, children, folder.above);
    for (const child of children) {
      if (!isWanted(child)) continue;
      const path = joinPath(folder.path, child.name);
      const ignorePath = absolutePath(path, tree.cwd) + (child.kind === "directory" ? "/" : "");
      if (isGitIgnored(rules, ignorePath)) continue;
      if (child.kind === "directory") pending.push({ path, above: rules });
      else if (judgeFound(child.name) === "perhaps" && !beginsLikeOne(tree, path)) continue;
      else if (child.kind === "file") files.add(tree.locate(path));
      else links.push(tree.locate(path));
    }
  }
  return [...files, ...linksElsewhere(tree, links, files)].sort(byCodeUnit);
}

function isWanted(child: Child): boolean {
  if (child.kind === "directory") return !isVendored(child.name);
  return child.kind !== "other" && judgeFound(child.name) !== "no";
}

function beginsLikeOne(tree: FileTree, path: string): boolean {
  const result = tree.read(path);
  return result.ok && judgeBeginning(result.text) === "dockerfile";
}

/** The links that lead to a file which was not found by itself, one for each such file. */
function linksElsewhere(
  tree: FileTree,
  links: readonly string[],
  found: ReadonlySet<string>,
): readonly string[] {
  const byFile = new Map<string, string>();
  for (const link of [...links].sort(byCodeUnit)) {
    const file = followLinks(tree, link);
    if (file === null || found.has(file) || byFile.has(file)) continue;
    if (tree.entry(file).kind === "file") byFile.set(file, link);
  }
  return [...byFile.values()];
}
