import type { FileTree } from "../context/file-tree.ts";
import { absolutePath, joinPath, lacksUtf8 } from "../context/paths.ts";
import { type GitIgnore, gitIgnoreAbove, gitIgnoreInside, isGitIgnored } from "./git-ignore.ts";
import type { LeftOut } from "./target-file.ts";
import { isVendored } from "./vendored-folder.ts";

/** What the walk has come by. */
export type Walked =
  | { readonly kind: "file" | "link"; readonly name: string; readonly path: string }
  /** A folder that it cannot go into. */
  | ({ readonly kind: "closed" } & LeftOut);

/**
 * The files and links below the folder `root` whose names are wanted, folder by folder; git-ignored and vendored ones
 * left out. Links to folders are not followed. After so many folders it ends, wherever it is.
 */
export function* walkFiles(
  tree: FileTree,
  root: string,
  isWanted: (name: string) => boolean,
  mostFolders = Infinity,
): Generator<Walked> {
  let folders = 0;
  const pending: { readonly path: string; readonly above: GitIgnore }[] = [
    { path: root, above: gitIgnoreAbove(tree, root) },
  ];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    folders += 1;
    if (folders > mostFolders) return;
    const children = tree.children(folder.path);
    if (children === null) {
      yield { kind: "closed", path: folder.path, why: "unreadable" };
      continue;
    }
    const rules = gitIgnoreInside(tree, folder.path, children, folder.above);
    for (const { name, kind } of children) {
      const isFolder = kind === "directory";
      if (kind === "other" || (isFolder ? isVendored(name) : !isWanted(name))) continue;
      const path = joinPath(folder.path, name);
      if (isGitIgnored(rules, absolutePath(path, tree.cwd) + (isFolder ? "/" : ""))) continue;
      if (kind !== "directory") yield { kind, name, path };
      else if (lacksUtf8(name) && tree.entry(path).kind === "missing")
        yield { kind: "closed", path, why: "name" };
      else pending.push({ path, above: rules });
    }
  }
}
