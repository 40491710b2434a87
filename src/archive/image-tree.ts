import { ArchiveFault } from "./archive-fault.ts";
import { type LayerEntry, tooManyEntries } from "./layer.ts";
import { MOST_ENTRIES, MOST_ENTRIES_OF_ALL, MOST_STEPS } from "./limits.ts";

type LayerFile = Extract<LayerEntry, { kind: "file" }>;

/** What stands at a path of an image; `layer` counts from 0, the oldest. */
export type ImageNode =
  | FolderNode
  /** Hard links to one file are one node. */
  | ({ readonly layer: number } & Omit<LayerFile, "path">)
  | { readonly kind: "link"; readonly layer: number; readonly target: string }
  | { readonly kind: "other"; readonly layer: number };

export type FileNode = Extract<ImageNode, { kind: "file" }>;
export type LinkNode = Extract<ImageNode, { kind: "link" }>;

export interface FolderNode {
  readonly kind: "directory";
  readonly layer: number;
  readonly children: Map<string, ImageNode>;
  /** What layers have taken away and none has brought back, and which layer did; null in the many where none has. */
  removed: Map<string, number> | null;
}

/** A path of an image followed to its end. */
export interface Look {
  /** Null where nothing stands there. */
  readonly node: ImageNode | null;
  /** Where the links lead, absolute. */
  readonly path: string;
  /** The links on the way, in their order. */
  readonly links: readonly LinkNode[];
  /** The links lead in a circle, or on and on. */
  readonly loops: boolean;
  /** The layer that has taken it away, where one has. */
  readonly removedBy: number | null;
}

/** The most links that Linux follows in one path (path_resolution(7)). */
const MOST_LINKS = 40;

/** What putting together the images of one archive has come to. */
export class TreeEffort {
  #entries = 0;
  #steps = 0;

  addEntries(count: number): void {
    this.#entries += count;
    if (this.#entries > MOST_ENTRIES_OF_ALL)
      throw new ArchiveFault("and the images before it have more files than siglint reads of one archive");
  }

  addStep(): void {
    this.#steps++;
    if (this.#steps > MOST_STEPS)
      throw new ArchiveFault("has paths and links that lead on and on, further than siglint follows");
  }
}

/** The files of an image, layer upon layer. Absolute paths; a link leads no further than to the root. */
export class ImageTree {
  readonly #root: FolderNode = newFolder(0);
  readonly #effort: TreeEffort;
  #entries = 0;

  constructor(effort: TreeEffort = new TreeEffort()) {
    this.#effort = effort;
  }

  /**
   * Puts a layer on top. As containerd does it, a path leads through links of older layers; whiteouts are for older layers
   * alone, wherever they stand in theirs.
   */
  apply(entries: readonly LayerEntry[], layer: number): void {
    this.#countEntries(entries.length);
    for (const entry of entries) {
      if (entry.kind === "whiteout") this.#remove(entry.path, layer);
      else if (entry.kind === "opaque") this.#empty(entry.path, layer);
    }
    for (const entry of entries) {
      if (entry.kind !== "whiteout" && entry.kind !== "opaque") this.#put(entry, layer);
    }
  }

  /** Follows a path; the last link of it too, unless `nofollow`. */
  look(path: string, nofollow = false): Look {
    const way: FolderNode[] = [this.#root];
    const names: string[] = [];
    const links: LinkNode[] = [];
    // The next one last.
    const waiting = partsOf(path).reverse();
    let node: ImageNode | null = this.#root;
    let removedBy: number | null = null;
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      this.#effort.addStep();
      const folder: FolderNode | null = node?.kind === "directory" ? node : null;
      if (folder === null) {
        // Nothing lies below a file.
        node = null;
        names.push(name);
        continue;
      }
      if (name === "..") {
        names.pop();
        if (way.length > 1) way.pop();
        node = way.at(-1) ?? this.#root;
        continue;
      }
      const next: ImageNode | null = folder.children.get(name) ?? null;
      if (next?.kind === "link" && !(nofollow && waiting.length === 0)) {
        links.push(next);
        if (links.length > MOST_LINKS) return { node: null, path, links, loops: true, removedBy: null };
        waiting.push(...partsOf(next.target).reverse());
        if (!next.target.startsWith("/")) continue;
        way.length = 1;
        names.length = 0;
        node = this.#root;
        continue;
      }
      if (next === null) removedBy ??= folder.removed?.get(name) ?? null;
      names.push(name);
      node = next;
      if (next?.kind === "directory") way.push(next);
    }
    return { node, path: `/${names.join("/")}`, links, loops: false, removedBy };
  }

  #put(entry: Exclude<LayerEntry, { kind: "whiteout" | "opaque" }>, layer: number): void {
    const slash = entry.path.lastIndexOf("/");
    const name = entry.path.slice(slash + 1);
    if (name === "") return;
    const folder = this.#makeFolder(entry.path.slice(0, Math.max(slash, 0)), layer);
    const node = this.#nodeOf(entry, layer, folder.children.get(name));
    folder.children.set(name, node);
    folder.removed?.delete(name);
  }

  #nodeOf(
    entry: Exclude<LayerEntry, { kind: "whiteout" | "opaque" }>,
    layer: number,
    before: ImageNode | undefined,
  ): ImageNode {
    switch (entry.kind) {
      case "file": {
        const { kind, executable, size, content, order } = entry;
        return { kind, layer, executable, size, content, order };
      }
      case "directory":
        return before?.kind === "directory" ? before : newFolder(layer);
      case "link":
        return { kind: "link", layer, target: entry.target };
      case "other":
        return { kind: "other", layer };
      case "hard-link": {
        const { node } = this.look(entry.target, true);
        if (node !== null && node.kind !== "directory") return node;
        throw new ArchiveFault(`has ${entry.path}, a hard link to ${entry.target}, which is no file there`);
      }
    }
  }

  /** The folder at a path, through links; made where there is none, as a layer may leave out what is above its files. */
  #makeFolder(path: string, layer: number): FolderNode {
    const names = partsOf(path);
    let folder = this.#root;
    for (const [index, name] of names.entries()) {
      this.#effort.addStep();
      const child = folder.children.get(name);
      const found = child?.kind === "link" ? this.look(names.slice(0, index + 1).join("/")).node : child;
      if (found?.kind === "directory") folder = found;
      else {
        const made = newFolder(layer);
        this.#countEntries(1);
        folder.children.set(name, made);
        folder.removed?.delete(name);
        folder = made;
      }
    }
    return folder;
  }

  #countEntries(count: number): void {
    this.#entries += count;
    if (this.#entries > MOST_ENTRIES) throw tooManyEntries();
    this.#effort.addEntries(count);
  }

  #remove(path: string, layer: number): void {
    const slash = path.lastIndexOf("/");
    const { node } = this.look(path.slice(0, Math.max(slash, 0)));
    const name = path.slice(slash + 1);
    if (node?.kind === "directory" && node.children.delete(name)) noteRemoved(node, name, layer);
  }

  #empty(path: string, layer: number): void {
    const { node } = this.look(path);
    if (node?.kind !== "directory") return;
    for (const name of node.children.keys()) noteRemoved(node, name, layer);
    node.children.clear();
  }
}

function newFolder(layer: number): FolderNode {
  return { kind: "directory", layer, children: new Map(), removed: null };
}

function noteRemoved(folder: FolderNode, name: string, layer: number): void {
  folder.removed ??= new Map();
  folder.removed.set(name, layer);
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
