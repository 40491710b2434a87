import type { Span } from "../span.ts";
import { textAt } from "../yaml/text-at.ts";
import { asMap, valueAt, type YamlList, type YamlMap, type YamlValue } from "../yaml/value.ts";
import type { ManifestDocument } from "./manifest-documents.ts";

/** An object of the API, and the parts of its file that say all of it: they can be read without the others. */
export interface ApiObject {
  readonly object: YamlMap;
  readonly parts: readonly Span[];
}

/** The objects of a document: itself, or the items of a list (https://kubernetes.io/docs/reference/using-api/api-concepts/#collections). */
export function objectsOf(document: ManifestDocument): readonly ApiObject[] {
  const { root, start, end } = document;
  const whole: Span = { file: root.span.file, start, end };
  const list = listIn(root);
  if (list === null) return objectsIn(root, [whole]);
  const parts = itemParts(list, whole, document.source);
  return list.items.flatMap((item, index) => objectsIn(item, parts?.[index] ?? [whole]));
}

function objectsIn(value: YamlValue, parts: readonly Span[]): readonly ApiObject[] {
  const list = listIn(value);
  if (list !== null) return list.items.flatMap((item) => objectsIn(item, parts));
  const object = asMap(value);
  return object === null ? [] : [{ object, parts }];
}

function listIn(value: YamlValue): YamlList | null {
  if (value.kind !== "map") return value.kind === "list" ? value : null;
  const items = valueAt(value, "items");
  return /List$/.test(textAt(value, "kind") ?? "") && items?.kind === "list" ? items : null;
}

/**
 * For each item what stands before the first, the item, and what stands behind the last; null where they cannot be told
 * apart. A comma that is left behind, or a `-`, does no harm.
 */
function itemParts(
  { items, flow }: YamlList,
  whole: Span,
  source: string,
): readonly (readonly Span[])[] | null {
  // What an anchor stands for may be in another item.
  if (/(?<=[\s,[{])&\w/.test(source.slice(whole.start, whole.end))) return null;
  const starts = items.map(({ span }) => (flow ? span.start : lineStart(source, span.start)));
  const last = items.at(-1)?.span.end ?? whole.start;
  const end = flow ? last : lineEnd(source, last);
  const [first = whole.start] = starts;
  const isPlain = starts.every((start, index) => {
    const before = starts[index - 1] ?? whole.start;
    const opening = source.slice(start, items[index]?.span.start).trim();
    return start >= before && start < end && opening === (flow ? "" : "-");
  });
  if (!isPlain || end > whole.end) return null;
  const { file } = whole;
  return starts.map((start, index) => [
    { file, start: whole.start, end: first },
    { file, start, end: starts[index + 1] ?? end },
    { file, start: end, end: whole.end },
  ]);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Behind the line end, if there is one. */
function lineEnd(text: string, offset: number): number {
  if (text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

export { textAt };
