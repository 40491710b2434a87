import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import type { MappedText } from "../mapped-text.ts";
import { asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import { objectsOf, textAt } from "./find-pods.ts";
import { type ManifestDocument, readDocuments } from "./manifest-documents.ts";
import { isFilledIn } from "./template-text.ts";

/** A ConfigMap: its keys, each with its text; null where that is not told (`binaryData`, a template). */
export interface ConfigMap {
  readonly file: string;
  readonly data: ReadonlyMap<string, MappedText | null>;
}

/** The ConfigMaps that a file of manifests may mean. */
export interface ConfigMaps {
  /** Null where neither the file nor the manifests beside it have one of this name. */
  find(name: string): ConfigMap | null;
  /** The files besides the manifest's own whose ConfigMaps were asked for, with their texts. */
  readonly read: ReadonlyMap<string, string>;
}

/** Looks into the file itself first, then into those beside it, and reads only what is asked for. */
export function openConfigMaps(file: string, text: string, tree: FileTree): ConfigMaps {
  const read = new Map<string, string>();
  const found = new Map<string, ConfigMap | null>();
  let beside: readonly { readonly file: string; readonly text: string }[] | null = null;
  const findAnew = (name: string): ConfigMap | null => {
    const own = configMapIn(file, text, name);
    if (own !== null) return own;
    beside ??= manifestsBeside(file, tree);
    for (const other of beside) {
      const there = configMapIn(other.file, other.text, name);
      if (there === null) continue;
      read.set(other.file, other.text);
      return there;
    }
    return null;
  };
  return {
    read,
    find(name) {
      const known = found.get(name);
      if (known !== undefined) return known;
      const config = findAnew(name);
      found.set(name, config);
      return config;
    },
  };
}

function manifestsBeside(file: string, tree: FileTree) {
  const folder = dirname(file);
  return tree
    .list(folder)
    .filter((name) => /\.ya?ml$/i.test(name))
    .map((name) => joinPath(folder, name))
    .filter((path) => path !== file)
    .flatMap((path) => {
      const result = tree.read(path);
      return result.ok && isConfigMap(result.text) ? [{ file: path, text: result.text }] : [];
    });
}

function isConfigMap(text: string): boolean {
  return text.includes("ConfigMap");
}

function configMapIn(file: string, text: string, name: string): ConfigMap | null {
  const { documents } = readDocuments(file, text, (part) => isConfigMap(part) && part.includes(name));
  for (const document of documents)
    for (const object of objectsOf(document.root))
      if (
        textAt(object, "kind") === "ConfigMap" &&
        textAt(asMap(valueAt(object, "metadata")), "name") === name
      )
        return { file, data: dataOf(object, document) };
  return null;
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
