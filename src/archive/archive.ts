import type { ByteFile, Entry, FileTree } from "../context/file-tree.ts";
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

interface FolderEntry {
  readonly name: string;
  /** What a link leads to; null for a file. */
  readonly pointsTo: string | null;
  readonly file: ByteFile | null;
}

/** A folder is looked into where such archives have something, so that one that is none is not searched through. */
function openFolder(path: string, tree: FileTree): Archive {
  const below = (folder: string): readonly FolderEntry[] =>
    (tree.children(joinPath(path, folder)) ?? []).flatMap(({ name, kind }) =>
      lookAt(joinPath(folder, name), kind),
    );
  const lookAt = (name: string, kind: Entry["kind"]): readonly FolderEntry[] => {
    const entry = kind === "link" ? tree.entry(joinPath(path, name)) : null;
    if (entry?.kind === "link")
      return [{ name, pointsTo: joinPath(joinPath(name, ".."), entry.target), file: null }];
    const file = kind === "file" ? tree.bytes(joinPath(path, name)) : null;
    return file === null ? [] : [{ name, pointsTo: null, file }];
  };
  const blobs = tree.list(joinPath(path, "blobs")).map((name) => `blobs/${name}`);
  const layers = tree.list(path).map((name) => `${name}/layer.tar`);
  const found = [
    ...below("."),
    ...blobs.flatMap(below),
    ...layers.flatMap((name) => lookAt(name, tree.entry(joinPath(path, name)).kind)),
  ];
  const budget = new UnpackBudget(
    mostUnpackedBytes(found.reduce((sum, { file }) => sum + (file?.size ?? 0), 0)),
  );
  async function* entries(): AsyncIterable<ArchiveEntry> {
    for (const { name, pointsTo, file } of found) {
      budget.spendOnHeader();
      yield { name, pointsTo, bytes: file?.pieces() ?? nothing() };
    }
  }
  return { budget, entries };
}

async function* nothing(): Bytes {}
