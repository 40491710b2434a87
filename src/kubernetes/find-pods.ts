import type { Span } from "../span.ts";
import { textAt } from "../yaml/text-at.ts";
import { asMap, asScalar, valueAt, type YamlMap, type YamlValue } from "../yaml/value.ts";
import { objectsOf } from "./api-objects.ts";
import type { ManifestDocument } from "./manifest-documents.ts";

/** A pod that some object of the API describes: itself, or by a template. */
export interface Pod {
  /** The kind of the object, `Deployment`. */
  readonly kind: string;
  /** The name of the object, as it is written; null where it has none. */
  readonly name: NameInFile | null;
  readonly namespace: NameInFile | null;
  readonly spec: YamlMap;
  /** The file that it stands in. */
  readonly source: string;
  /** The part of its file that says all of it. */
  readonly part: Span;
}

export interface NameInFile {
  readonly text: string;
  readonly span: Span;
}

/** What describes objects, and is none itself: the schema of a custom resource has `containers` among its properties. */
const SCHEMAS = new Set(["CustomResourceDefinition"]);

/**
 * The pods that the objects of a document describe: a `spec` with containers, wherever it stands, so that kinds nobody
 * knows (Argo Rollouts, Knative, OpenKruise) count as the known ones do.
 */
export function findPods(document: ManifestDocument): readonly Pod[] {
  const { root, source, start, end } = document;
  const part: Span = { file: root.span.file, start, end };
  return objectsOf(root).flatMap((object) => {
    const kind = textAt(object, "kind");
    if (kind === null || SCHEMAS.has(kind)) return [];
    const metadata = asMap(valueAt(object, "metadata"));
    const [name, namespace] = [nameAt(metadata, "name"), nameAt(metadata, "namespace")];
    return specsIn(object).map((spec) => ({ kind, name, namespace, spec, source, part }));
  });
}

function specsIn(object: YamlMap): readonly YamlMap[] {
  const found: YamlMap[] = [];
  const seen = new Set<YamlValue>();
  const look = (value: YamlValue, key: string): void => {
    if (value.kind === "scalar" || seen.has(value)) return;
    seen.add(value);
    if (value.kind === "list") for (const item of value.items) look(item, key);
    else if (key === "spec" && isPodSpec(value)) found.push(value);
    else for (const [name, entry] of value.entries) look(entry.value, name);
  };
  look(object, "");
  return found;
}

function isPodSpec(spec: YamlMap): boolean {
  const containers = valueAt(spec, "containers");
  return containers?.kind === "list" && containers.items.some((item) => asMap(item) !== null);
}

export function nameAt(map: YamlMap | null, key: string): NameInFile | null {
  const scalar = map && asScalar(valueAt(map, key));
  return scalar ? { text: scalar.text.text, span: scalar.span } : null;
}
