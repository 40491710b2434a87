import { realpathSync, statSync } from "node:fs";
import type { FileTree } from "./file-tree.ts";
import { contains, type Grounds, groundsOf } from "./grounds.ts";
import { absolutePath, basename, dirname, joinPath } from "./paths.ts";
import { withoutSlash, withSlashes } from "./windows.ts";

/** Keeps links from leading out of where a path lies. Paths are those of the tree, real ones the operating system's. */
export interface Confinement {
  /** Whether a folder is where its path may lead. */
  readonly holds: (folder: string) => boolean;
  /** Whether what stands at a path may lie there. */
  readonly allows: (path: string, real: string) => boolean;
}

/** For one run on a disk, for which the paths `named` were named, as the tree spells them. */
export function confinement(tree: Pick<FileTree, "cwd" | "entry">, named: readonly string[]): Confinement {
  let made: Grounds | null = null;
  const grounds = (): Grounds => {
    made ??= groundsOf(
      tree,
      named.flatMap((path) => folderNamed(path, tree.cwd)),
    );
    return made;
  };
  // To ask the system takes time with the third power of the depth. A folder that is no link lies in what is above it.
  const realOf = remembered((folder: string): string | null => {
    const ground = grounds().of(folder);
    const isInside = ground !== null && ground !== folder && tree.entry(folder).kind === "directory";
    const above = isInside ? realOf(dirname(folder)) : null;
    return above === null ? realPath(withoutSlash(folder)) : joinPath(above, basename(folder));
  });
  const allows = (path: string, real: string): boolean => {
    const absolute = absolutePath(path, tree.cwd);
    const ground = realOf(grounds().of(absolute) ?? absolutePath(dirname(path), tree.cwd));
    return ground !== null && contains(ground, withSlashes(real));
  };
  const holds = remembered((folder: string): boolean => {
    const absolute = absolutePath(folder, tree.cwd);
    const real = realOf(absolute);
    if (real === null) return false;
    return grounds().of(absolute) === null || grounds().isAbove(absolute) || allows(folder, real);
  });
  return { holds, allows };
}

/** Of a file in the working directory the directory is enough; elsewhere its folder is a place of its own. */
function folderNamed(path: string, cwd: string): readonly string[] {
  if (isFolder(withoutSlash(absolutePath(path, cwd)))) return [path];
  return path.startsWith("../") ? [dirname(path)] : [];
}

/** What cannot be looked at is none: what stands behind a file, a circle of links, a folder of somebody else's. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function realPath(path: string): string | null {
  try {
    return withSlashes(realpathSync.native(path));
  } catch {
    return null;
  }
}

function remembered<T>(ask: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const answer = ask(path);
    known.set(path, answer);
    return answer;
  };
}
