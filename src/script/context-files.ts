import type { FileTree } from "../context/file-tree.ts";
import { joinPath, relativePath } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import type { CopyFiles, SourceEntry } from "./copy-files.ts";
import { joinImagePath, parentOf, pathBelow } from "./image-path.ts";

/** The most links that are followed in one path of the context. */
const MOST_LINKS = 40;

/**
 * The build context as COPY sees it: its root is `/`, and what `.dockerignore` names is not there. Links are followed
 * only inside it. `ignores` takes a path relative to the root.
 */
export function contextFiles(tree: FileTree, root: string, ignores: (path: string) => boolean): CopyFiles {
  let submodules: readonly string[] | null = null;
  const absentModule = (path: string): string | null => {
    submodules ??= listSubmodules(tree, root);
    const module = submodules.find((folder) => pathBelow(folder, path) !== null);
    return module === undefined ? null : `the git submodule ${module.slice(1)} is not checked out`;
  };
  const entry = (path: string): SourceEntry => {
    const found = tree.entry(joinPath(root, path));
    if (found.kind === "directory") return { kind: "node", node: { kind: "directory" } };
    if (found.kind === "missing") {
      const module = absentModule(path);
      if (module !== null) return { kind: "absent", why: "uncertain", reason: module };
      return { kind: "absent", why: "none", reason: `the build context has no ${path.slice(1)}` };
    }
    if (ignores(path.slice(1))) {
      const reason = `.dockerignore keeps ${path.slice(1)} out of the build context`;
      return { kind: "absent", why: "ignored", reason };
    }
    if (found.kind === "link") return { kind: "link", target: found.target };
    if (found.kind === "other") {
      return { kind: "absent", why: "none", reason: `${path.slice(1)} is no regular file` };
    }
    const content = { kind: "context", file: joinPath(root, path) } as const;
    const executable = found.executable ? "yes" : "no";
    return { kind: "node", node: { kind: "file", content, executable, by: [] } };
  };
  /** Each source of COPY is asked for once for each path that is looked for in the image. */
  const followed = new Map<string, SourceEntry>();
  return {
    entry,
    follow(path) {
      const known = followed.get(path) ?? follow(path, entry);
      followed.set(path, known);
      return known;
    },
    names: (folder) => tree.list(joinPath(root, folder)),
    complete: true,
    whyIncomplete: absentModule,
  };
}

function follow(path: string, entry: (path: string) => SourceEntry): SourceEntry {
  let waiting = path.split("/").filter((name) => name !== "");
  let current = "/";
  for (let links = 0; waiting.length > 0; ) {
    const [name = "", ...rest] = waiting;
    const next = joinImagePath(current, name);
    const found = entry(next);
    if (found.kind === "absent") return found;
    waiting = rest;
    current = next;
    if (found.kind === "node") continue;
    const target = linkTarget(next, found.target);
    if (target === null || ++links > MOST_LINKS) {
      const reason = `${next.slice(1)} is a link to ${found.target}, which siglint does not follow out of the build context`;
      return { kind: "absent", why: "uncertain", reason };
    }
    waiting = [...target.split("/").filter((part) => part !== ""), ...rest];
    current = "/";
  }
  return entry(current);
}

/** Where a link of the context leads, seen from its root; null where it climbs out. */
function linkTarget(link: string, target: string): string | null {
  if (target.startsWith("/")) return null;
  let level = parentOf(link)
    .split("/")
    .filter((name) => name !== "").length;
  for (const name of target.split("/")) {
    if (name === "..") level--;
    else if (name !== "" && name !== ".") level++;
    if (level < 0) return null;
  }
  return joinImagePath(parentOf(link), target);
}

/** The folders below the context that `.gitmodules` lists and nothing fills (gitmodules(5)), as paths from its root. */
function listSubmodules(tree: FileTree, root: string): readonly string[] {
  const repository = findRepositoryRoot(tree, root) ?? root;
  const read = tree.read(joinPath(repository, ".gitmodules"));
  if (!read.ok) return [];
  return [...read.text.matchAll(/^[ \t]*path[ \t]*=(.+)$/gm)]
    .map((match) => joinPath(repository, (match[1] ?? "").trim()))
    .filter((folder) => tree.list(folder).length === 0)
    .map((folder) => relativePath(root, folder, tree.cwd))
    .filter((path) => path !== "." && !path.startsWith("../"))
    .map((path) => joinImagePath("/", path));
}
