import { dirname, isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Rulebook } from "../check-run.ts";
import { diskTree } from "../context/disk-tree.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import type { OpenDocument } from "./locations.ts";
import { openProject, type Project } from "./project.ts";

/** A project and the documents that are open in it, by path. */
export interface OpenProject {
  readonly project: Project;
  readonly documents: Map<string, OpenDocument>;
  readonly uriOf: (path: string) => string;
  /** The path of a file on disk. */
  readonly pathOf: (file: string) => string;
}

export interface Projects {
  readonly all: () => readonly OpenProject[];
  /** The project that a document belongs to; null for one that is no file on disk. */
  readonly of: (uri: string) => { readonly open: OpenProject; readonly path: string } | null;
}

/**
 * One project for each folder of the editor. A document outside of them belongs to its repository, or else to its folder.
 * `folders` are URIs.
 */
export function projectsIn(folders: readonly string[], rulebook: Rulebook): Projects {
  const roots = folders.flatMap((uri) => fileOf(uri) ?? []);
  const projects = new Map<string, OpenProject>();
  return {
    all: () => [...projects.values()],
    of(uri) {
      const file = fileOf(uri);
      if (file === null) return null;
      const root = rootOf(file, roots);
      const open = projects.get(root) ?? openAt(root, rulebook);
      projects.set(root, open);
      return { open, path: open.pathOf(file) };
    },
  };
}

/** The path of a `file:` URI; null for all others, and for one of another machine. */
export function fileOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

function openAt(root: string, rulebook: Rulebook): OpenProject {
  const { locate } = diskTree(root);
  return {
    project: openProject(root, rulebook),
    documents: new Map(),
    uriOf: (path) => pathToFileURL(resolve(root, path)).href,
    pathOf: locate,
  };
}

/** The innermost folder of the editor that holds a file. */
function rootOf(file: string, roots: readonly string[]): string {
  const [inner] = roots.filter((root) => isBelow(root, file)).sort((one, other) => other.length - one.length);
  if (inner !== undefined) return inner;
  const folder = dirname(file);
  return resolve(folder, findRepositoryRoot(diskTree(folder), ".") ?? ".");
}

function isBelow(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== "" && !isAbsolute(way) && way.split(/[/\\]/)[0] !== "..";
}
