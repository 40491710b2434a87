import type { FileTree } from "../context/file-tree.ts";
import { type Archive, openArchive } from "./archive.ts";
import { ArchiveFault, faultWithin, whatIsWrong } from "./archive-fault.ts";
import { readAll, textOfBytes } from "./byte-stream.ts";
import { withDigest } from "./digest.ts";
import { readDocuments } from "./documents.ts";
import type { ImageConfig } from "./image-config.ts";
import { type FileNode, ImageTree, type Look } from "./image-tree.ts";
import { indexLayer, type LayerEntry } from "./layer.ts";
import { MOST_FILE_BYTES, MOST_TEXT_BYTES } from "./limits.ts";
import { type ImageManifest, type LayerBlob, readManifests } from "./manifests.ts";
import { tarEntries } from "./tar-entries.ts";
import { unpack } from "./unpack.ts";

/** What an archive holds, or why that cannot be read: a clause behind its name. */
export type ArchiveRead =
  | { readonly ok: true; readonly images: readonly ArchivedImage[]; readonly problems: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the images of an archive: their configurations, and what their layers hold. Of files no more than their names; see
 * `ArchivedImage`. Writes nothing anywhere. An image that cannot be read is a problem, the others are there all the same.
 */
export async function readArchive(path: string, tree: FileTree): Promise<ArchiveRead> {
  try {
    const archive = openArchive(path, tree);
    const manifests = readManifests(await readDocuments(archive));
    const layers = await indexLayers(
      archive,
      manifests.flatMap((manifest) => manifest.layers),
    );
    const images: ArchivedImage[] = [];
    const problems: string[] = [];
    for (const manifest of manifests) {
      try {
        images.push(new ArchivedImage(archive, manifest, layers));
      } catch (error) {
        problems.push(whatIsWrong(error));
      }
    }
    return { ok: true, images, problems: [...new Set(problems)] };
  } catch (error) {
    return { ok: false, problem: whatIsWrong(error) };
  }
}

/** What a layer holds, or why that cannot be read. */
type IndexedLayer = readonly LayerEntry[] | ArchiveFault;

/** Every layer once, whichever images have it, in the order of the archive. */
async function indexLayers(
  archive: Archive,
  layers: readonly LayerBlob[],
): Promise<ReadonlyMap<string, IndexedLayer>> {
  const wanted = new Map(layers.map((layer) => [layer.blob, layer]));
  const indexed = new Map<string, IndexedLayer>();
  const { entries, budget } = archive.pass();
  for await (const { name, pointsTo, bytes } of entries) {
    const layer = wanted.get(name);
    if (layer === undefined || pointsTo !== null || indexed.has(name)) continue;
    const { digest } = layer;
    const blob = digest?.of === "blob" ? withDigest(name, bytes, digest.value) : bytes;
    const content = unpack(blob, budget);
    try {
      const checked = digest?.of === "content" ? withDigest(name, content, digest.value) : content;
      indexed.set(name, await indexLayer(checked));
    } catch (error) {
      indexed.set(name, faultWithin(name, error));
    }
  }
  return indexed;
}

/** A file's text, where it is known; `wanted` is read by `readWanted`, and then another. */
export type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" }
  | { readonly kind: "wanted" }
  | { readonly kind: "too-much" };

/**
 * An image out of an archive. Its layers are streams that nobody can look into at will, so what is asked for is noted, and
 * read by going through the archive again: whoever needs texts asks, calls `readWanted`, and asks again.
 */
export class ArchivedImage {
  readonly name: string | null;
  readonly config: ImageConfig;
  /** What holds each layer, the oldest first. */
  readonly layers: readonly LayerBlob[];
  readonly platforms: readonly string[];
  readonly #archive: Archive;
  readonly #files = new ImageTree();
  readonly #texts = new Map<FileNode, FileText>();
  readonly #wanted = new Set<FileNode>();
  #bytes = 0;

  constructor(archive: Archive, manifest: ImageManifest, layers: ReadonlyMap<string, IndexedLayer>) {
    this.#archive = archive;
    this.name = manifest.name;
    this.config = manifest.config;
    this.layers = manifest.layers;
    this.platforms = manifest.platforms;
    for (const [index, { blob }] of manifest.layers.entries()) {
      const entries = layers.get(blob) ?? new ArchiveFault(`lacks ${blob}, a layer of its image`);
      if (entries instanceof ArchiveFault) throw entries;
      try {
        this.#files.apply(entries, index);
      } catch (error) {
        throw faultWithin(blob, error);
      }
    }
  }

  /** What stands at an absolute path; a link itself with `nofollow`, where it is the last of the path. */
  look(path: string, nofollow = false): Look {
    return this.#files.look(path, nofollow);
  }

  textOf(file: FileNode): FileText {
    if (file.content === "binary" || file.content === "too-large") return { kind: "binary" };
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    if (this.#bytes + file.size > MOST_TEXT_BYTES) return { kind: "too-much" };
    this.#bytes += file.size;
    this.#wanted.add(file);
    const wanted: FileText = { kind: "wanted" };
    this.#texts.set(file, wanted);
    return wanted;
  }

  /** Whether something was asked for that `readWanted` would read. */
  get isWaiting(): boolean {
    return this.#wanted.size > 0;
  }

  /** Reads all that was asked for; a clause where that fails, which it can where the archive has changed. */
  async readWanted(): Promise<string | null> {
    const wanted = new Map<string, Map<number, FileNode>>();
    for (const file of this.#wanted) {
      const blob = this.layers[file.layer]?.blob ?? "";
      const files = wanted.get(blob) ?? new Map<number, FileNode>();
      wanted.set(blob, files.set(file.order, file));
    }
    this.#wanted.clear();
    try {
      const { entries, budget } = this.#archive.pass();
      for await (const { name, pointsTo, bytes } of entries) {
        const files = wanted.get(name);
        if (files === undefined || pointsTo !== null) continue;
        wanted.delete(name);
        await this.#readFiles(tarEntries(unpack(bytes, budget)), files);
        if (wanted.size === 0) break;
      }
      return null;
    } catch (error) {
      return whatIsWrong(error);
    }
  }

  async #readFiles(entries: ReturnType<typeof tarEntries>, files: Map<number, FileNode>): Promise<void> {
    let order = -1;
    for await (const { bytes } of entries) {
      order++;
      const file = files.get(order);
      if (file === undefined) continue;
      const text = textOfBytes(await readAll(bytes, MOST_FILE_BYTES));
      this.#texts.set(file, { kind: "text", text });
      files.delete(order);
      if (files.size === 0) break;
    }
  }
}
