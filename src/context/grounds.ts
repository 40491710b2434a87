import type { FileTree } from "./file-tree.ts";
import { absolutePath } from "./paths.ts";
import { findRepositoryRoot } from "./repository-root.ts";

/** Where files may lie. Paths are absolute, with `/`. */
export interface Grounds {
  /**
   * The folder in which the file at a path has to lie, wherever links lead: the repository of the folder that somebody
   * named, without a repository that folder. Null for what lies in no such place: it has to lie where its path says.
   */
  of(path: string): string | null;
  /** Whether a folder is one of those that were named, or above one: nobody else says what that is. */
  isAbove(folder: string): boolean;
}

/** The grounds of a run in the working directory, for which the folders `named` were named beside it. */
export function groundsOf(tree: Pick<FileTree, "cwd" | "entry">, named: readonly string[]): Grounds {
  const anchors = [...new Set([".", ...named])].map((folder) => {
    const root = findRepositoryRoot(tree, folder) ?? folder;
    return { folder: absolutePath(folder, tree.cwd), root: absolutePath(root, tree.cwd) };
  });
  // The nearest folder counts: it may be a stranger's, in a place of one's own.
  anchors.sort((a, b) => b.folder.length - a.folder.length);
  return {
    of(path) {
      const around = anchors.find(({ folder }) => contains(folder, path));
      return (around ?? anchors.find(({ root }) => contains(root, path)))?.root ?? null;
    },
    isAbove: (folder) => anchors.some((anchor) => contains(folder, anchor.folder)),
  };
}

/** Whether a path is the folder or lies below it, both absolute. */
export function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
