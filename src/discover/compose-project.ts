import type { FileTree } from "../context/file-tree.ts";
import { basename, dirname, joinPath } from "../context/paths.ts";

/** `DefaultFileNames` and `DefaultOverrideFileNames` in compose-go's cli/options.go: the first that is there counts. */
const BASES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const OVERRIDES = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

/** The file of a project in `folder` that `docker compose` takes without `-f`; null where there is none. */
export function projectFileIn(tree: FileTree, folder: string): string | null {
  return firstThere(tree, folder, BASES);
}

/** The file that `docker compose` lays over this one without being asked; null where there is none. */
export function overrideFileOf(tree: FileTree, file: string): string | null {
  const folder = dirname(file);
  return projectFileIn(tree, folder) === file ? firstThere(tree, folder, OVERRIDES) : null;
}

/** The file whose project a compose file belongs to: an override is part of what it lies over. */
export function projectFileOf(tree: FileTree, file: string): string {
  if (!OVERRIDES.includes(basename(file))) return file;
  const base = projectFileIn(tree, dirname(file));
  return base !== null && overrideFileOf(tree, base) === file ? base : file;
}

/** Whether a file is read without `-f`. */
export function isDefaultName(file: string): boolean {
  return BASES.includes(basename(file));
}

function firstThere(tree: FileTree, folder: string, names: readonly string[]): string | null {
  const all = names.map((name) => joinPath(folder, name));
  return all.find((path) => tree.entry(path).kind === "file" || tree.entry(path).kind === "link") ?? null;
}
