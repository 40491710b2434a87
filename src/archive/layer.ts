import { ArchiveFault } from "./archive-fault.ts";
import type { Bytes, UnpackBudget } from "./byte-stream.ts";
import { MOST_ENTRIES, MOST_FILE_BYTES, MOST_PATH_LENGTH } from "./limits.ts";
import { type TarEntry, tarEntries } from "./tar-entries.ts";

/**
 * What one entry of a layer does. Paths are those of the image, without a `/` in front; empty for the root itself. Those of
 * hard links too; the target of a link is as it is written.
 */
export type LayerEntry =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly executable: boolean;
      readonly size: number;
      readonly content: FileContent;
      /** Which entry of the layer it is, counted from 0: by this it is found again. */
      readonly order: number;
    }
  | { readonly kind: "directory" | "other"; readonly path: string }
  | { readonly kind: "link" | "hard-link"; readonly path: string; readonly target: string }
  /** The layer takes away what older ones have there. */
  | { readonly kind: "whiteout"; readonly path: string }
  /** Of what older layers have in this folder nothing is left. */
  | { readonly kind: "opaque"; readonly path: string };

/** What can be known of a file without keeping it. */
export type FileContent = "text" | "binary" | "too-large";

/** A NUL byte in here makes a file binary: the test that git and grep use. */
const BINARY_SAMPLE = 8 * 1024;

/** Reads through a layer and notes what is in it; of the files only what kind they are. */
export async function indexLayer(bytes: Bytes, budget: UnpackBudget): Promise<readonly LayerEntry[]> {
  const entries: LayerEntry[] = [];
  let order = -1;
  for await (const entry of tarEntries(bytes, budget)) {
    order++;
    if (order >= MOST_ENTRIES) throw tooManyEntries();
    const read = await readEntry(entry, order);
    if (read !== null) entries.push(read);
  }
  return entries;
}

export function tooManyEntries(): ArchiveFault {
  return new ArchiveFault(`has more than ${MOST_ENTRIES} files, which is more than siglint reads`);
}

/** https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts; null for what aufs notes for itself. */
async function readEntry(entry: TarEntry, order: number): Promise<LayerEntry | null> {
  const path = imagePath(entry.name);
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  const folder = path.slice(0, Math.max(slash, 0));
  if (name === ".wh..wh..opq") return { kind: "opaque", path: folder };
  if (name.startsWith(".wh..wh.")) return null;
  if (name.startsWith(".wh.")) {
    const removed = name.slice(".wh.".length);
    if (/^\.{0,2}$/.test(removed))
      throw new ArchiveFault(`has ${entry.name}, which takes away nothing that has a name`);
    return { kind: "whiteout", path: folder === "" ? removed : `${folder}/${removed}` };
  }
  switch (entry.kind) {
    case "file": {
      const executable = (entry.mode & 0o111) !== 0;
      return { kind: "file", path, executable, size: entry.size, content: await contentOf(entry), order };
    }
    case "link":
      return { kind: "link", path, target: checkLength(entry.target) };
    case "hard-link":
      return { kind: "hard-link", path, target: imagePath(entry.target) };
    case "directory":
    case "other":
      return { kind: entry.kind, path };
  }
}

/** A name of the layer as a path of the image; as in Docker, an absolute one is taken from the root of the image. */
function imagePath(name: string): string {
  const path: string[] = [];
  for (const part of checkLength(name).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") path.push(part);
    else if (path.pop() === undefined) throw new ArchiveFault(`has ${name}, which leads out of the image`);
  }
  return path.join("/");
}

function checkLength(path: string): string {
  if (path.length <= MOST_PATH_LENGTH) return path;
  throw new ArchiveFault(`has a path of ${path.length} characters, where Linux allows ${MOST_PATH_LENGTH}`);
}

async function contentOf({ bytes, size, sparse }: TarEntry): Promise<FileContent> {
  if (sparse) return "too-large";
  if (size === 0) return "text";
  let seen = 0;
  for await (const piece of bytes) {
    if (piece.subarray(0, BINARY_SAMPLE - seen).includes(0)) return "binary";
    seen += piece.length;
    if (seen >= BINARY_SAMPLE) break;
  }
  return size > MOST_FILE_BYTES ? "too-large" : "text";
}
