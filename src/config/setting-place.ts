import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { Span } from "../span.ts";

/** The keys and indexes that lead to a setting. */
export type SettingPath = readonly (string | number)[];

/** Where the value of a setting stands, or the key in front of it; the beginning of the file where it is not there. */
export type SettingPlace = (path: SettingPath, end?: "key") => Span;

/** The places of what a file says. Each mapping is gone through once, however many of its keys are asked for. */
export function settingPlaces(file: string, document: Document): SettingPlace {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairAt = (map: YAMLMap, key: string): Pair | undefined => {
    const index = indexes.get(map) ?? pairsByKey(map);
    indexes.set(map, index);
    return index.get(key);
  };
  /** What an alias stands for is somewhere else: the alias is the place. */
  const nodeAt = (path: SettingPath): unknown =>
    path.reduce<unknown>((node, name) => {
      if (isMap(node)) return pairAt(node, String(name))?.value;
      if (isSeq(node)) return node.items[Number(name)];
      return isAlias(node) ? node : null;
    }, document.contents);
  return (path, end) => {
    const above = end === "key" ? nodeAt(path.slice(0, -1)) : null;
    const key = isMap(above) ? pairAt(above, String(path.at(-1)))?.key : null;
    const node = isNode(key) ? key : nodeAt(path);
    const range = isNode(node) ? node.range : null;
    return { file, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
  };
}

function pairsByKey(map: YAMLMap): ReadonlyMap<string, Pair> {
  return new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
}
