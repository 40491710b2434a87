import type { Span } from "../span.ts";
import type { Effect, ImageBelow, Node } from "./effect.ts";
import { isStandardFolder, joinImagePath, nameOf, parentOf } from "./image-path.ts";

/** What is known of a path once every step has been asked. */
export interface Trail {
  readonly node: Node | null;
  /** Steps that may have brought it, the newest first; only where no step surely did. */
  readonly maybe: { readonly reason: string; readonly place: Span } | null;
  readonly absent: { readonly reason: string; readonly place: Span } | null;
  /** What steps that edit its text in place say of it, the oldest first; only where the text is not known. */
  readonly edits: readonly string[];
}

/** The most links that Linux follows in one path (path_resolution(7)). */
const MOST_LINKS = 40;

/** Folders within each other in which links are looked for: each is asked for by itself. */
const MOST_FOLDERS = 100;

/** Steps that each ask for what the one before has made: a file that is copied, linked or added to again and again. */
const MOST_DEPTH = 300;
const TOO_DEEP = "more steps make it, one out of the other, than siglint follows";

/** Answers what stands at a path by asking the steps, the newest first. Nothing is computed that is not asked for. */
export class ImageLayers {
  readonly #effects: readonly Effect[];
  readonly #hasBase: boolean;
  readonly #folders: ReadonlySet<string>;
  /** By how many of the steps are done, then by path. */
  readonly #trails: Map<string, Trail>[] = [];
  /** The same, of paths whose links are followed. */
  readonly #followed: Map<string, Followed>[] = [];
  readonly #views: ImageBelow[] = [];
  #depth = 0;

  /** `folders` are those that the base image is known to have. */
  constructor(effects: readonly Effect[], hasBase: boolean, folders: ReadonlySet<string>) {
    this.#effects = effects;
    this.#hasBase = hasBase;
    this.#folders = folders;
  }

  /** The finished image. */
  get top(): ImageBelow {
    return this.#view(this.#effects.length);
  }

  /** What the steps say of a path of the finished image, links not followed. */
  trail(path: string): Trail {
    return this.#trail(path, this.#effects.length);
  }

  /** The path behind all links of the finished image, and the spans of the steps that made them. */
  resolve(path: string): Resolved {
    return this.#resolve(path, this.#effects.length);
  }

  #view(at: number): ImageBelow {
    const known = this.#views[at];
    if (known !== undefined) return known;
    const view: ImageBelow = {
      nodeAt: (path) => this.#trail(path, at).node,
      lookup: (path) => {
        const resolved = this.#resolve(path, at);
        const node = resolved.loops ? null : this.#trail(resolved.path, at).node;
        return node === null
          ? null
          : resolved.executable === null
            ? node
            : applyMode(node, resolved.executable);
      },
      names: (folder) => this.#names(folder, at),
      isFolder: (path) => this.#isFolder(path, at),
      hasBase: this.#hasBase,
    };
    this.#views[at] = view;
    return view;
  }

  #trail(path: string, at: number): Trail {
    const trails = this.#trails[at] ?? new Map<string, Trail>();
    this.#trails[at] = trails;
    const known = trails.get(path);
    if (known !== undefined) return known;
    if (this.#depth > MOST_DEPTH) return this.#tooDeep(at);
    this.#depth += 1;
    const made = this.#ask(path, at);
    this.#depth -= 1;
    trails.set(path, made);
    return made;
  }

  #tooDeep(at: number): Trail {
    const place = this.#effects[at - 1]?.span;
    const node: Node | null = place === undefined ? null : { kind: "unknown", reason: TOO_DEEP, place };
    return { node, maybe: null, absent: null, edits: [] };
  }

  #ask(path: string, at: number): Trail {
    const changes: ((node: Node) => Node)[] = [];
    const edits: string[] = [];
    let maybe: Trail["maybe"] = null;
    let absent: Trail["absent"] = null;
    for (let index = at - 1; index >= 0; index--) {
      const effect = this.#effects[index];
      if (effect === undefined) continue;
      const answer = effect.at(path, this.#view(index));
      if (answer.kind === "changed") {
        changes.push(answer.change);
        if (answer.edit !== undefined) edits.unshift(answer.edit);
      } else if (answer.kind === "maybe") maybe ??= { reason: answer.reason, place: effect.span };
      else if (answer.kind === "absent") absent ??= { reason: answer.reason, place: effect.span };
      else if (answer.kind === "settled") {
        // A folder says nothing of what else is in it, so a file that only may be there is kept in mind.
        const settled = changes.reduceRight((current, change) => change(current), answer.node);
        // What was taken away may have been brought once more since.
        const node: Node =
          settled.kind === "missing" && maybe !== null ? { kind: "unknown", ...maybe } : settled;
        return { node, maybe, absent, edits: node.kind === "unknown" ? edits : [] };
      }
    }
    return { node: null, maybe, absent, edits };
  }

  #resolve(path: string, at: number): Resolved {
    const { path: end, by, executable, loops } = this.#follow(path, at, MOST_LINKS);
    return loops ? { path, by, executable, loops } : { path: end, by, executable, loops };
  }

  /** Follows no more than `most` links. Folders are kept in mind: thousands of paths lie in the same few. */
  #follow(path: string, at: number, most: number): Followed {
    if (path === "/" || isTooLong(path)) return { path, by: [], executable: null, loops: false, links: 0 };
    const followed = this.#followed[at] ?? new Map<string, Followed>();
    this.#followed[at] = followed;
    const known = followed.get(path);
    if (known !== undefined && known.links <= most) return known;
    const folder = this.#follow(parentOf(path), at, most);
    if (folder.loops) return folder;
    const next = `${folder.path === "/" ? "" : folder.path}/${nameOf(path)}`;
    const node = this.#trail(next, at).node;
    const made =
      node?.kind === "link"
        ? this.#followLink(node, folder, at, most)
        : { ...folder, path: next, executable: null };
    if (!made.loops) followed.set(path, made);
    return made;
  }

  #followLink(link: Extract<Node, { kind: "link" }>, folder: Followed, at: number, most: number): Followed {
    const by = [...folder.by, ...link.by];
    const links = folder.links + 1;
    if (links > most) return { path: "/", by, executable: null, loops: true, links };
    const end = this.#follow(joinImagePath("/", link.target), at, most - links);
    return {
      path: end.path,
      by: [...by, ...end.by],
      executable: link.executable ?? end.executable,
      loops: end.loops,
      links: links + end.links,
    };
  }

  #names(folder: string, at: number): readonly string[] {
    const names = new Set<string>();
    for (let index = 0; index < at; index++) {
      for (const name of this.#effects[index]?.names(folder, this.#view(index)) ?? []) names.add(name);
    }
    return [...names].sort();
  }

  #isFolder(path: string, at: number): boolean {
    if (path === "/") return true;
    const node = this.#view(at).lookup(path);
    if (node !== null) return node.kind === "directory";
    return this.#hasBase && (isStandardFolder(path) || this.#folders.has(path));
  }
}

/** A path with its links followed. `executable` is set where a `chmod` went through the last link. */
export interface Resolved {
  readonly path: string;
  readonly by: readonly Span[];
  readonly executable: "yes" | "no" | "unknown" | null;
  readonly loops: boolean;
}

interface Followed extends Resolved {
  /** How many links were followed. */
  readonly links: number;
}

function isTooLong(path: string): boolean {
  return path.length > 2 * MOST_FOLDERS && path.split("/").length - 1 > MOST_FOLDERS;
}

function applyMode(node: Node, executable: "yes" | "no" | "unknown"): Node {
  return node.kind === "file" ? { ...node, executable } : node;
}
