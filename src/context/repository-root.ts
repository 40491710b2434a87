import type { FileTree } from "./file-tree.ts";
import { absolutePath, dirname, joinPath } from "./paths.ts";

/**
 * The nearest folder, `fromDir` itself or one above it, that holds `.git`: a folder, or the file that submodules and
 * linked work trees have (gitrepository-layout(5)). Null where there is none up to the root of the file system.
 */
export function findRepositoryRoot(tree: Pick<FileTree, "cwd" | "entry">, fromDir: string): string | null {
  for (const folder of foldersUpwards(tree, fromDir)) if (isRepositoryRoot(tree, folder)) return folder;
  return null;
}

/** Whether the folder holds `.git`. */
export function isRepositoryRoot(tree: Pick<FileTree, "entry">, folder: string): boolean {
  return tree.entry(joinPath(folder, ".git")).kind !== "missing";
}

/** `fromDir` and every folder above it, up to the root of the file system. */
export function* foldersUpwards(tree: Pick<FileTree, "cwd">, fromDir: string): Generator<string> {
  const root = absolutePath("/", tree.cwd);
  for (let folder = fromDir; ; folder = dirname(folder)) {
    yield folder;
    const isAbove = folder === "." || folder.startsWith("..") || folder.startsWith("/");
    if (isAbove && absolutePath(folder, tree.cwd) === root) return;
  }
}
