import { byCodeUnit } from "./code-units.ts";
import { type Child, type FileTree, namesOf } from "./file-tree.ts";
import { followLinks } from "./links.ts";
import { memoryTree } from "./memory-tree.ts";

/**
 * `base` with the texts of some files put in the place of what it has there, or beside it: standard input under the
 * name it stands for, unsaved buffers, fixes not yet written. Keys are paths in any spelling.
 */
export function overlayTree(base: FileTree, files: Readonly<Record<string, string>>): FileTree {
  const texts = new Map(Object.entries(files).map(([path, text]) => [base.locate(path), text]));
  const upper = memoryTree(Object.fromEntries(texts), base.cwd);
  const children = (path: string) => merged(base.children(path), upper.children(path) ?? []);
  return {
    cwd: base.cwd,
    locate: base.locate,
    entry(path) {
      const below = base.entry(path);
      const above = upper.entry(path);
      if (above.kind === "file") return below.kind === "file" ? below : above;
      return below.kind === "missing" ? above : below;
    },
    read(path) {
      const place = texts.has(path) ? path : (followLinks(base, path) ?? path);
      return texts.has(place) ? upper.read(place) : base.read(path);
    },
    // Archives are never laid over.
    bytes: base.bytes,
    list: (path) => namesOf(children(path)),
    children,
  };
}

function merged(below: readonly Child[] | null, above: readonly Child[]): readonly Child[] | null {
  if (above.length === 0 || below === null) return below;
  const byName = new Map(below.map((child) => [child.name, child]));
  for (const child of above) {
    if (child.kind === "file" || !byName.has(child.name)) byName.set(child.name, child);
  }
  return [...byName.values()].sort((a, b) => byCodeUnit(a.name, b.name));
}
