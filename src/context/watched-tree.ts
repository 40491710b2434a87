import { type Child, type Entry, type FileTree, namesOf, type ReadResult } from "./file-tree.ts";

/** Is told of each look at a tree, by the path as it was asked for, and of what was there. */
export interface Watcher {
  readonly entry: (path: string, entry: Entry) => void;
  readonly read: (path: string, result: ReadResult) => void;
  readonly bytes: (path: string) => void;
  /** For the names in a folder too. */
  readonly children: (path: string, children: readonly Child[] | null) => void;
}

/** The tree; whoever looks at it is watched. */
export function watchedTree(tree: FileTree, watcher: Watcher): FileTree {
  const children: FileTree["children"] = (path) => {
    const found = tree.children(path);
    watcher.children(path, found);
    return found;
  };
  return {
    cwd: tree.cwd,
    locate: tree.locate,
    entry(path) {
      const entry = tree.entry(path);
      watcher.entry(path, entry);
      return entry;
    },
    read(path) {
      const result = tree.read(path);
      watcher.read(path, result);
      return result;
    },
    bytes(path) {
      watcher.bytes(path);
      return tree.bytes(path);
    },
    list: (path) => namesOf(children(path)),
    children,
  };
}
