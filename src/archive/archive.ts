import type { FileTree } from "../context/file-tree.ts";
import { joinPath } from "../context/paths.ts";
import { ArchiveFault } from "./archive-fault.ts";
import { type Bytes, UnpackBudget } from "./byte-stream.ts";
import { mostUnpackedBytes } from "./limits.ts";
import { tarEntries } from "./tar-entries.ts";
import { unpack } from "./unpack.ts";

/** Something that holds images: what `docker save` writes, an OCI layout; a tar file or a folder. */
export interface Archive {
  /** Goes through it from the start. */
  entries(): AsyncIterable<ArchiveEntry>;
  /** What all that is unpacked is counted against, however often that is. */
  readonly budget: UnpackBudget;
}

export interface ArchiveEntry {
  /** From the top of the archive, without `./`. */
  readonly name: string;
  /** The entry that this one only points to, by its name; null for a file. */
  readonly pointsTo: string | null;
  /** To be read, or not, before the next entry is asked for. */
  readonly bytes: Bytes;
}

/** Opens the archive at a path of the tree. Reads nothing yet. */
export function openArchive(path: string, tree: FileTree): Archive {
  if (tree.entry(path).kind === "directory") return openFolder(path, tree);
  const file = tree.bytes(path);
  if (file === null) throw new ArchiveFault("cannot be read: check that it is there, and its permissions");
  const budget = new UnpackBudget(mostUnpackedBytes(file.size));
  return { budget, entries: () => entriesOfTar(unpack(file.pieces(), budget), budget) };
}

async function* entriesOfTar(bytes: Bytes, budget: UnpackBudget): AsyncIterable<ArchiveEntry> {
  for await (const entry of tarEntries(bytes, budget)) {
    const name = tidyName(entry.name);
    // `docker save` has written a layer once, and links to it where another image has it too.
    if (entry.kind === "link") {
      yield { name, pointsTo: joinPath(joinPath(name, ".."), entry.target), bytes: entry.bytes };
    } else if (entry.kind === "hard-link") {
      yield { name, pointsTo: tidyName(entry.target), bytes: entry.bytes };
    } else if (entry.kind === "file") {
      yield { name, pointsTo: null, bytes: entry.bytes };
    }
  }
}

function tidyName(name: string): string {
  return name.replace(/^(\.?\/)+/, "");
}

/** A folder is looked into where such archives have something, so that one that is none is not searched through. */
function openFolder(path: string, tree: FileTree): Archive {
  const entryOf = (name: string): { readonly name: string; readonly target: string | null } | null => {
    const entry = tree.entry(joinPath(path, name));
    if (entry.kind === "link") return { name, target: joinPath(joinPath(name, ".."), entry.target) };
    return entry.kind === "file" ? { name, target: null } : null;
  };
  const names = (): readonly string[] => {
    const top = tree.children(path) ?? [];
    const folders = top.filter(({ kind }) => kind === "directory").map(({ name }) => name);
    const blobs = tree.list(joinPath(path, "blobs")).map((name) => `blobs/${name}`);
    const inBlobs = blobs.flatMap((folder) =>
      tree.list(joinPath(path, folder)).map((name) => `${folder}/${name}`),
    );
    return [...top.map(({ name }) => name), ...inBlobs, ...folders.map((name) => `${name}/layer.tar`)];
  };
  const size = names().reduce((sum, name) => sum + (tree.bytes(joinPath(path, name))?.size ?? 0), 0);
  const budget = new UnpackBudget(mostUnpackedBytes(size));
  async function* entries(): AsyncIterable<ArchiveEntry> {
    for (const name of names()) {
      budget.spendOnHeader();
      const entry = entryOf(name);
      if (entry === null) continue;
      const file = entry.target === null ? tree.bytes(joinPath(path, name)) : null;
      if (entry.target === null && file === null) continue;
      yield { name, pointsTo: entry.target, bytes: file?.pieces() ?? nothing() };
    }
  }
  return { budget, entries };
}

async function* nothing(): Bytes {}
