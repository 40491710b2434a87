import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import { textAt } from "../yaml/text-at.ts";
import { asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import { objectsOf } from "./api-objects.ts";
import type { ManifestDocument } from "./manifest-documents.ts";
import { isFilledIn } from "./template-text.ts";

/** A ConfigMap: its keys, each with its text; null where that is not told (`binaryData`, a template). */
export interface ConfigMap {
  readonly name: string;
  /** Null where its file does not say. */
  readonly namespace: string | null;
  /** The part of its file that says all of it. */
  readonly part: Span;
  readonly data: ReadonlyMap<string, MappedText | null>;
}

/** Whether a text has a ConfigMap in it. */
export function hasConfigMap(text: string): boolean {
  return /^[ \t]*(-[ \t]+)?["']?kind["']?:[ \t]*["']?ConfigMap/m.test(text) || text.includes('"ConfigMap"');
}

/** The ConfigMaps that stand in these documents. */
export function readConfigMaps(documents: readonly ManifestDocument[]): readonly ConfigMap[] {
  return documents.flatMap((document) =>
    objectsOf(document.root).flatMap((object): readonly ConfigMap[] => {
      const metadata = asMap(valueAt(object, "metadata"));
      const name = textAt(metadata, "name");
      if (textAt(object, "kind") !== "ConfigMap" || name === null) return [];
      const namespace = textAt(metadata, "namespace");
      const part = { file: object.span.file, start: document.start, end: document.end };
      return [{ name, namespace, part, data: dataOf(object, document) }];
    }),
  );
}

function dataOf(object: YamlMap, { source }: ManifestDocument): ConfigMap["data"] {
  const entries = asMap(valueAt(object, "data"))?.entries ?? new Map();
  const binary = asMap(valueAt(object, "binaryData"))?.entries ?? new Map();
  return new Map([
    ...[...binary.keys()].map((key): [string, null] => [key, null]),
    ...[...entries].map(([key, { value }]): [string, MappedText | null] => [
      key,
      isFilledIn(source, value.span) ? null : (asScalar(value)?.text ?? null),
    ]),
  ]);
}
