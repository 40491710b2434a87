import { isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";

/** The entries of a mapping, by their keys; none where the node is no mapping. */
export function entriesOf(node: Node | null): readonly (readonly [string, Node | null])[] {
  return isPlainMap(node) ? node.items.map(({ key, value }) => [String(key), value]) : [];
}

/** What stands at a path of keys; null where there is nothing. */
export function nodeAt(node: Node | null, ...path: readonly string[]): Node | null {
  return path.reduce<Node | null>(
    (at, key) => entriesOf(at).find(([name]) => name === key)?.[1] ?? null,
    node,
  );
}

/** The items of a sequence; none where the node is no sequence. */
export function itemsOf(node: Node | null): readonly Node[] {
  return isSeq<Node>(node) ? node.items : [];
}

/** The text of a scalar; null for anything else, and for null itself. */
export function textOf(node: Node | null): string | null {
  return isScalar(node) && node.value !== null ? String(node.value) : null;
}

/** The texts of a mapping of scalars. */
export function textsOf(node: Node | null): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(node).flatMap(([name, value]) => {
      const text = textOf(value);
      return text === null ? [] : [[name, text] as const];
    }),
  );
}

function isPlainMap(node: Node | null): node is YAMLMap<Node, Node | null> {
  return isMap(node);
}
