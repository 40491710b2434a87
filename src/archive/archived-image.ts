import type { FileTree } from "../context/file-tree.ts";
import { type Archive, openArchive } from "./archive.ts";
import { ArchiveFault, faultWithin, whatIsWrong } from "./archive-fault.ts";
import { type Bytes, readAll, textOfBytes, type UnpackBudget } from "./byte-stream.ts";
import { isDigest, withDigest } from "./digest.ts";
import { readDocuments } from "./documents.ts";
import type { ImageConfig } from "./image-config.ts";
import { type FileNode, ImageTree, type Look, TreeEffort } from "./image-tree.ts";
import { indexLayer, type LayerEntry } from "./layer.ts";
import { type KnownLayer, type LayerCache, rememberLayers } from "./layer-cache.ts";
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
 * `ArchivedImage`. Layers that `cache` has are not read again. An image that cannot be read is a problem, the others are
 * there all the same.
 */
export async function readArchive(
  path: string,
  tree: FileTree,
  cache: LayerCache = rememberLayers(),
): Promise<ArchiveRead> {
  try {
    const archive = openArchive(path, tree);
    const manifests = readManifests(await readDocuments(archive));
    const layers = await indexLayers(
      archive,
      manifests.flatMap((manifest) => manifest.layers),
      cache,
    );
    const images: ArchivedImage[] = [];
    const effort = new TreeEffort();
    const problems: string[] = [];
    for (const manifest of manifests) {
      try {
        images.push(new ArchivedImage(archive, manifest, { layers, cache, effort }));
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
  cache: LayerCache,
): Promise<ReadonlyMap<string, IndexedLayer>> {
  const wanted = new Map<string, LayerBlob>();
  const indexed = new Map<string, IndexedLayer>();
  for (const layer of layers) {
    const digest = cacheDigest(layer);
    const known = digest === null ? null : cache.read(digest);
    if (known === null) wanted.set(layer.blob, layer);
    else indexed.set(layer.blob, known.entries);
  }
  if (wanted.size === 0) return indexed;
  const { budget } = archive;
  for await (const { name, pointsTo, bytes } of archive.entries()) {
    const layer = wanted.get(name);
    if (layer === undefined || pointsTo !== null || indexed.has(name)) continue;
    try {
      const read = await indexLayer(contentOf(layer, bytes, budget), budget);
      indexed.set(name, read);
      const digest = cacheDigest(layer);
      if (digest !== null) cache.keep(digest, { entries: read, texts: new Map() });
    } catch (error) {
      indexed.set(name, faultWithin(name, error));
    }
  }
  return indexed;
}

/** What a layer unpacks to; throws at its end where it does not have its digest. */
function contentOf({ digest }: LayerBlob, bytes: Bytes, budget: UnpackBudget): Bytes {
  const content = unpack(digest?.of === "blob" ? withDigest(bytes, digest.value) : bytes, budget);
  return digest?.of === "content" ? withDigest(content, digest.value) : content;
}

/** The digest by which a layer is remembered; null for one whose digest is not checked. */
function cacheDigest({ digest }: LayerBlob): string | null {
  return digest !== null && isDigest(digest.value) ? digest.value : null;
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
  readonly #files: ImageTree;
  readonly #texts = new Map<FileNode, FileText>();
  readonly #wanted = new Set<FileNode>();
  readonly #cache: LayerCache;
  #bytes = 0;

  constructor(
    archive: Archive,
    manifest: ImageManifest,
    {
      layers,
      cache,
      effort,
    }: {
      readonly layers: ReadonlyMap<string, IndexedLayer>;
      readonly cache: LayerCache;
      readonly effort: TreeEffort;
    },
  ) {
    this.#archive = archive;
    this.#files = new ImageTree(effort);
    this.#cache = cache;
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
    const text = this.#knownLayer(file.layer)?.texts.get(file.order);
    const found: FileText = text === undefined ? { kind: "wanted" } : { kind: "text", text };
    if (text === undefined) this.#wanted.add(file);
    this.#texts.set(file, found);
    return found;
  }

  /** Whether something was asked for that `readWanted` would read. */
  get isWaiting(): boolean {
    return this.#wanted.size > 0;
  }

  /** Reads all that was asked for; a clause where that fails, which it can where the archive has changed. */
  async readWanted(): Promise<string | null> {
    const wanted = new Map<string, { readonly layer: number; readonly files: Map<number, FileNode> }>();
    for (const file of this.#wanted) {
      const blob = this.layers[file.layer]?.blob ?? "";
      const { files } = wanted.get(blob) ?? { files: new Map<number, FileNode>() };
      wanted.set(blob, { layer: file.layer, files: files.set(file.order, file) });
    }
    this.#wanted.clear();
    try {
      const { budget } = this.#archive;
      for await (const { name, pointsTo, bytes } of this.#archive.entries()) {
        const part = wanted.get(name);
        const layer = this.layers[part?.layer ?? -1];
        if (part === undefined || layer === undefined || pointsTo !== null) continue;
        wanted.delete(name);
        const content = tarEntries(contentOf(layer, bytes, budget), budget);
        await this.#readFiles(content, part.layer, part.files).catch((error: unknown) => {
          throw faultWithin(name, error);
        });
        if (wanted.size === 0) break;
      }
      return null;
    } catch (error) {
      return whatIsWrong(error);
    }
  }

  /** Goes to the end of the layer, where its digest is checked, before anything of it is believed. */
  async #readFiles(
    entries: ReturnType<typeof tarEntries>,
    layer: number,
    files: ReadonlyMap<number, FileNode>,
  ): Promise<void> {
    const read = new Map<number, string>();
    let order = -1;
    for await (const { bytes } of entries) {
      order++;
      if (files.has(order)) read.set(order, textOfBytes(await readAll(bytes, MOST_FILE_BYTES)));
    }
    for (const [at, file] of files) {
      const text = read.get(at);
      if (text !== undefined) this.#texts.set(file, { kind: "text", text });
    }
    const known = this.#knownLayer(layer);
    const digest = this.#digestOf(layer);
    if (known !== null && digest !== null)
      this.#cache.keep(digest, { ...known, texts: new Map([...known.texts, ...read]) });
  }

  #digestOf(layer: number): string | null {
    const blob = this.layers[layer];
    return blob === undefined ? null : cacheDigest(blob);
  }

  #knownLayer(layer: number): KnownLayer | null {
    const digest = this.#digestOf(layer);
    return digest === null ? null : this.#cache.read(digest);
  }
}
