import { posix } from "node:path";
import { byCodeUnit } from "./code-units.ts";
import type { ByteFile, Child, Entry, FileTree, ReadResult } from "./file-tree.ts";
import { absolutePath, canonicalPath } from "./paths.ts";

/**
 * A file of a memory tree: its text, or where a symbolic link points. Where nothing says whether it may be executed, a
 * script with a `#!` line may.
 */
export type MemoryFile =
  | string
  | { readonly text: string; readonly executable?: boolean }
  | { readonly link: string };

type Node =
  | { readonly kind: "file"; readonly text: string; readonly executable: boolean }
  | { readonly kind: "directory"; readonly names: Map<string, Node> }
  | { readonly kind: "link"; readonly target: string };

type Directory = Extract<Node, { kind: "directory" }>;

/** As on disk, path_resolution(7). */
const MOST_LINKS = 40;

/**
 * Files in memory, for tests and editors. Keys are paths relative to the working directory (`../x` lies beside it);
 * folders come from the paths of files, and a key that ends in `/` makes an empty one. `cwd` gives the working directory
 * a place, for tests that look upwards.
 */
export function memoryTree(files: Readonly<Record<string, MemoryFile>>, cwd = "/project"): FileTree {
  const root: Directory = { kind: "directory", names: new Map() };
  makeFolder(root, cwd);
  for (const [key, file] of Object.entries(files)) {
    const path = absolutePath(key, cwd);
    if (key.endsWith("/")) makeFolder(root, path);
    else makeFolder(root, posix.dirname(path))?.names.set(posix.basename(path), nodeOf(file));
  }
  const children = (path: string) => childrenOf(find(root, absolutePath(path, cwd), true));
  return {
    cwd,
    locate: (path) => canonicalPath(path, cwd),
    entry: (path) => entryOf(find(root, absolutePath(path, cwd), false)),
    read: (path) => readNode(find(root, absolutePath(path, cwd), true)),
    bytes: (path) => bytesOf(find(root, absolutePath(path, cwd), true)),
    list: (path) => children(path).map((child) => child.name),
    children,
  };
}

function nodeOf(file: MemoryFile): Node {
  if (typeof file === "string") return { kind: "file", text: file, executable: file.startsWith("#!") };
  if ("link" in file) return { kind: "link", target: file.link };
  return { kind: "file", text: file.text, executable: file.executable ?? file.text.startsWith("#!") };
}

/** The folder at an absolute path, made where it is missing; null where a file is in the way. */
function makeFolder(root: Directory, path: string): Directory | null {
  let folder = root;
  for (const name of namesOf(path)) {
    const next = folder.names.get(name) ?? { kind: "directory", names: new Map() };
    if (next.kind !== "directory") return null;
    folder.names.set(name, next);
    folder = next;
  }
  return folder;
}

function namesOf(path: string): readonly string[] {
  return path.split("/").filter((name) => name !== "");
}

/** What stands at an absolute path. Links on the way are followed, one at the end only with `followLast`. */
function find(root: Directory, path: string, followLast: boolean): Node | null {
  let names = namesOf(path);
  let node: Node = root;
  let links = 0;
  for (let index = 0; index < names.length; index++) {
    const next: Node | undefined = node.kind === "directory" ? node.names.get(names[index] ?? "") : undefined;
    if (next === undefined) return null;
    if (next.kind !== "link" || (index === names.length - 1 && !followLast)) {
      node = next;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) return null;
    const place = `/${names.slice(0, index).join("/")}`;
    names = [...namesOf(posix.resolve(place, next.target)), ...names.slice(index + 1)];
    node = root;
    index = -1;
  }
  return node;
}

function entryOf(node: Node | null): Entry {
  if (node === null) return { kind: "missing" };
  switch (node.kind) {
    case "file":
      return { kind: "file", executable: node.executable };
    case "directory":
      return { kind: "directory" };
    case "link":
      return { kind: "link", target: node.target };
  }
}

function readNode(node: Node | null): ReadResult {
  if (node === null || node.kind === "link") return { ok: false, why: "missing" };
  if (node.kind === "directory") return { ok: false, why: "directory" };
  if (node.text.includes("\0")) return { ok: false, why: "binary" };
  return { ok: true, text: node.text };
}

function bytesOf(node: Node | null): ByteFile | null {
  if (node?.kind !== "file") return null;
  const bytes = Buffer.from(node.text);
  async function* pieces(): AsyncIterable<Uint8Array> {
    yield bytes;
  }
  return { size: bytes.length, pieces };
}

function childrenOf(node: Node | null): readonly Child[] {
  if (node === null || node.kind !== "directory") return [];
  return [...node.names]
    .map(([name, child]) => ({ name, kind: child.kind }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
}
