import { textAt } from "../yaml/text-at.ts";
import { asMap, valueAt, type YamlMap, type YamlValue } from "../yaml/value.ts";

/** The objects of a document: itself, or the items of a list (https://kubernetes.io/docs/reference/using-api/api-concepts/#collections). */
export function objectsOf(root: YamlValue): readonly YamlMap[] {
  if (root.kind === "list") return root.items.flatMap(objectsOf);
  const object = asMap(root);
  if (object === null) return [];
  const items = valueAt(object, "items");
  const isList = /List$/.test(textAt(object, "kind") ?? "") && items?.kind === "list";
  return isList ? items.items.flatMap(objectsOf) : [object];
}
