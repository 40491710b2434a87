import type { MappedText } from "../../mapped-text.ts";
import type { Span } from "../../span.ts";

/** What a YAML document is made of, aliases followed. A value that is named twice is one node, so no alias expands. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

interface Placed {
  /** Without comments and blanks around it; a block scalar begins at its `|`. */
  readonly span: Span;
  /** An explicit tag (`!reset`); null for none. */
  readonly tag: string | null;
}

export interface YamlScalar extends Placed {
  readonly kind: "scalar";
  /** As the core schema of YAML 1.2 reads it. */
  readonly value: string | number | boolean | bigint | null;
  /** The text it is written as, with the way back to the file: `8080`, and not the number. */
  readonly text: () => MappedText;
}

export interface YamlList extends Placed {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

export interface YamlMap extends Placed {
  readonly kind: "map";
  /** Those written here; `entriesOf` has the ones of merge keys too. */
  readonly entries: readonly YamlEntry[];
  /** What `<<` takes in, the strongest first. */
  readonly merges: readonly YamlMap[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

/** The entries of a map, each key once: of two the last (as sigs.k8s.io/yaml), and its own before those merged in. */
export function entriesOf(node: YamlNode | null): readonly YamlEntry[] {
  if (node?.kind !== "map") return [];
  const found = new Map<string, YamlEntry>();
  const seen = new Set<YamlMap>();
  const pending = [node];
  for (let map = pending.shift(); map !== undefined; map = pending.shift()) {
    if (seen.has(map)) continue;
    seen.add(map);
    const own = new Map(map.entries.map((entry) => [entry.key, entry]));
    for (const [key, entry] of own) if (!found.has(key)) found.set(key, entry);
    pending.unshift(...map.merges);
  }
  return [...found.values()];
}

/** The entry of this key; null where there is none. */
export function entryAt(node: YamlNode | null, key: string): YamlEntry | null {
  return findEntry(node, key, new Set());
}

function findEntry(node: YamlNode | null, key: string, seen: Set<YamlMap>): YamlEntry | null {
  if (node?.kind !== "map" || seen.has(node)) return null;
  seen.add(node);
  const own = node.entries.findLast((entry) => entry.key === key);
  if (own !== undefined) return own;
  for (const merged of node.merges) {
    const found = findEntry(merged, key, seen);
    if (found !== null) return found;
  }
  return null;
}

/** What stands at the end of these keys; null where there is no such thing. */
export function valueAt(node: YamlNode | null, ...path: readonly string[]): YamlNode | null {
  return path.reduce<YamlNode | null>((at, key) => entryAt(at, key)?.value ?? null, node);
}

/** The items of a list; none where it is something else. */
export function itemsOf(node: YamlNode | null): readonly YamlNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** The text of a scalar; null where it is null or no scalar. */
export function textOf(node: YamlNode | null): MappedText | null {
  return node?.kind === "scalar" && node.value !== null ? node.text() : null;
}

/** A string or number as it is written; null for all else. */
export function stringAt(node: YamlNode | null, ...path: readonly string[]): string | null {
  return textOf(valueAt(node, ...path))?.text ?? null;
}
