import type { FileTree } from "../context/file-tree.ts";
import { dirname } from "../context/paths.ts";
import { watchedTree } from "../context/watched-tree.ts";

/** What a run has looked at: only a change there can change what it says. Paths as `FileTree.locate` spells them. */
export interface Footprint {
  /** Whose content, or being there at all, had a say. */
  readonly paths: ReadonlySet<string>;
  /** Whose names had a say. */
  readonly folders: ReadonlySet<string>;
}

/** A file that is written anew, or one that comes or goes: then its folder changes too, and all that lies below it. */
export interface FileChange {
  readonly path: string;
  readonly kind: "text" | "existence";
}

export interface FootprintRecorder {
  readonly footprint: Footprint;
  /** The tree; whoever looks at it leaves a trace. */
  readonly recorded: (tree: FileTree) => FileTree;
}

/** Begins an empty footprint, which grows with each look at a recorded tree. */
export function recordFootprint(): FootprintRecorder {
  const paths = new Set<string>();
  const folders = new Set<string>();
  const notePath = (path: string): void => void paths.add(path);
  const noteFolder = (path: string): void => void folders.add(path);
  const watcher = { entry: notePath, read: notePath, bytes: notePath, children: noteFolder };
  return { footprint: { paths, folders }, recorded: (tree) => watchedTree(tree, watcher) };
}

/** Whether what a run says may be another after the change. */
export function isConcerned({ paths, folders }: Footprint, { path, kind }: FileChange): boolean {
  if (paths.has(path)) return true;
  if (kind === "text") return false;
  if (folders.has(path) || folders.has(dirname(path))) return true;
  const below = `${path}/`;
  return [...paths, ...folders].some((seen) => seen.startsWith(below));
}
