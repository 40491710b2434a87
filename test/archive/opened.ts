import { type ArchivedImage, type ArchiveRead, readArchive } from "../../src/archive/archived-image.ts";
import type { FileTree } from "../../src/context/file-tree.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";

/** A tree in memory that has these bytes as `image.tar`. */
export function treeWith(bytes: Uint8Array): FileTree {
  async function* pieces(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
  }
  const tree = memoryTree({ "image.tar": "" });
  return { ...tree, bytes: (path) => (path === "image.tar" ? { size: bytes.length, pieces } : null) };
}

export async function read(bytes: Uint8Array): Promise<ArchiveRead> {
  return readArchive("image.tar", treeWith(bytes));
}

/** The one image of an archive. */
export async function open(bytes: Uint8Array): Promise<ArchivedImage> {
  const result = await read(bytes);
  const [image] = result.ok ? result.images : [];
  if (image === undefined) throw new Error(JSON.stringify(result));
  return image;
}

/** What is said of an archive that cannot be read. */
export async function problemOf(bytes: Uint8Array): Promise<string> {
  const result = await read(bytes);
  return result.ok ? result.problems.join("; ") : result.problem;
}

/** The text of a file, links followed; else what stands there, in a word. */
export async function textAt(image: ArchivedImage, path: string): Promise<string> {
  const { node, loops } = image.look(path);
  if (loops) return "(loops)";
  if (node?.kind !== "file") return `(${node?.kind ?? "nothing"})`;
  if (image.textOf(node).kind === "wanted") {
    const problem = await image.readWanted();
    if (problem !== null) return `(${problem})`;
  }
  const found = image.textOf(node);
  return found.kind === "text" ? found.text : `(${found.kind})`;
}
