import type { FileTree } from "./file-tree.ts";
import { absolutePath, dirname } from "./paths.ts";

/** Linux gives up after 40 links, path_resolution(7). */
const MOST_LINKS = 40;

/** Whether a folder is at `path`, or where it leads to. */
export function isFolder(tree: FileTree, path: string): boolean {
  const end = followLinks(tree, path);
  return end !== null && tree.entry(end).kind === "directory";
}

/** Where `path` leads when it is a symbolic link, through further links; null where that is nowhere, or a circle. */
export function followLinks(tree: FileTree, path: string): string | null {
  let place = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const entry = tree.entry(place);
    if (entry.kind === "missing") return null;
    if (entry.kind !== "link") return place;
    place = tree.locate(absolutePath(entry.target, absolutePath(dirname(place), tree.cwd)));
  }
  return null;
}
