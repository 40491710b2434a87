import type { Child, FileTree } from "../context/file-tree.ts";
import { absolutePath, joinPath, lacksUtf8 } from "../context/paths.ts";
import { type GitIgnore, gitIgnoreAbove, gitIgnoreInside, isGitIgnored } from "./git-ignore.ts";
import { isVendored } from "./vendored-folder.ts";

/** A file, or a link, that the walk has come by; or a folder that it cannot go into, since its name is not UTF-8. */
export interface WalkedFile extends Pick<Child, "name" | "kind"> {
  readonly path: string;
}

/**
 * The files and links below the folder `root` whose names are wanted, folder by folder; git-ignored and vendored ones
 * left out. Links to folders are not followed. After so many folders it ends, wherever it is.
 */
export function* walkFiles(
  tree: FileTree,
  root: string,
  isWanted: (name: string) => boolean,
  mostFolders = Infinity,
): Generator<WalkedFile> {
  let folders = 0;
  const pending: { readonly path: string; readonly above: GitIgnore }[] = [
    { path: root, above: gitIgnoreAbove(tree, root) },
  ];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    folders += 1;
    if (folders > mostFolders) return;
    const children = tree.children(folder.path);
    const rules = gitIgnoreInside(tree, folder.path, children, folder.above);
    for (const { name, kind } of children) {
      const isFolder = kind === "directory";
      if (kind === "other" || (isFolder ? isVendored(name) : !isWanted(name))) continue;
      const path = joinPath(folder.path, name);
      if (isGitIgnored(rules, absolutePath(path, tree.cwd) + (isFolder ? "/" : ""))) continue;
      if (isFolder && lacksUtf8(name) && tree.entry(path).kind === "missing") yield { path, name, kind };
      else if (isFolder) pending.push({ path, above: rules });
      else yield { path, name, kind };
    }
  }
}
