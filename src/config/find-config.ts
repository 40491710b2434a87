import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import { foldersUpwards, isRepositoryRoot } from "../context/repository-root.ts";

/** Names of a configuration file, the first one in a folder wins; `package.json` only with a key `siglint`. */
export const CONFIG_NAMES = [".siglint.yaml", ".siglint.yml", ".siglint.json"] as const;

/**
 * Finds the configuration in force for a file: in its folder or the nearest one above, up to the repository's root;
 * without a repository, up to the root of the file system. Remembers what it has looked at.
 */
export function configFinder(tree: FileTree): (file: string) => string | null {
  const known = new Map<string, string | null>();
  const inFolder = (folder: string): string | null => {
    const seen = known.get(folder);
    if (seen !== undefined) return seen;
    const found = configIn(tree, folder);
    known.set(folder, found);
    return found;
  };
  return (file) => {
    for (const folder of foldersUpwards(tree, dirname(file))) {
      const found = inFolder(folder);
      if (found !== null || isRepositoryRoot(tree, folder)) return found;
    }
    return null;
  };
}

function configIn(tree: FileTree, folder: string): string | null {
  for (const name of CONFIG_NAMES) {
    const path = joinPath(folder, name);
    if (tree.entry(path).kind !== "missing") return path;
  }
  const manifest = joinPath(folder, "package.json");
  if (tree.entry(manifest).kind !== "file") return null;
  const read = tree.read(manifest);
  return read.ok && hasOwnKey(read.text) ? manifest : null;
}

/** Whether a `package.json` has a key `siglint` of its own; among its dependencies the name says nothing. */
function hasOwnKey(text: string): boolean {
  if (!text.includes('"siglint"')) return false;
  try {
    const manifest: unknown = JSON.parse(text);
    return manifest !== null && typeof manifest === "object" && Object.hasOwn(manifest, "siglint");
  } catch {
    return false;
  }
}
