import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import { asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import { objectsOf, textAt } from "./api-objects.ts";
import type { ManifestDocument } from "./manifest-documents.ts";
import { isFilledIn } from "./template-text.ts";

/** A ConfigMap: its keys, each with its text; null where that is not told (`binaryData`, a template). */
export interface ConfigMap {
  readonly name: string;
  /** Null where its file does not say. */
  readonly namespace: string | null;
  readonly file: string;
  /** The parts of the file that it stands in. */
  readonly parts: readonly Span[];
  readonly data: ReadonlyMap<string, MappedText | null>;
}

/** Whether a text has a ConfigMap in it. */
export function hasConfigMap(text: string): boolean {
  return /^[ \t]*(-[ \t]+)?["']?kind["']?:[ \t]*["']?ConfigMap/m.test(text) || text.includes('"ConfigMap"');
}

/** The ConfigMaps that stand in these documents. */
export function readConfigMaps(documents: readonly ManifestDocument[]): readonly ConfigMap[] {
  return documents.flatMap((document) =>
    objectsOf(document).flatMap(({ object, parts }): readonly ConfigMap[] => {
      const metadata = asMap(valueAt(object, "metadata"));
      const name = textAt(metadata, "name");
      if (textAt(object, "kind") !== "ConfigMap" || name === null) return [];
      const namespace = textAt(metadata, "namespace");
      const { file } = object.span;
      return [{ name, namespace, file, parts, data: dataOf(object, document) }];
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
