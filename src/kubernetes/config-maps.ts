import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import { asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import { objectsOf, textAt } from "./find-pods.ts";
import {
  type ManifestDocument,
  type ManifestFile,
  type ParsedTexts,
  readDocuments,
  splitFile,
} from "./manifest-documents.ts";
import { isFilledIn } from "./template-text.ts";

/** A ConfigMap: its keys, each with its text; null where that is not told (`binaryData`, a template). */
export interface ConfigMap {
  /** The document that it stands in. */
  readonly document: Span;
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
export function openConfigMaps(
  manifest: ManifestFile,
  { tree, parsed }: { readonly tree: FileTree; readonly parsed: ParsedTexts },
): ConfigMaps {
  const read = new Map<string, string>();
  const found = new Map<string, ConfigMap | null>();
  const own = onlyConfigMaps(manifest);
  let beside: readonly ManifestFile[] | null = null;
  const findAnew = (name: string): ConfigMap | null => {
    const here = configMapIn(own, name, parsed);
    if (here !== null) return here;
    beside ??= manifestsBeside(manifest.file, tree);
    for (const other of beside) {
      const there = configMapIn(other, name, parsed);
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

function manifestsBeside(file: string, tree: FileTree): readonly ManifestFile[] {
  const folder = dirname(file);
  return tree
    .list(folder)
    .filter((name) => /\.ya?ml$/i.test(name))
    .map((name) => joinPath(folder, name))
    .filter((path) => path !== file)
    .flatMap((path) => {
      const result = tree.read(path);
      return result.ok && isConfigMap(result.text) ? [onlyConfigMaps(splitFile(path, result.text))] : [];
    });
}

function onlyConfigMaps({ file, text, parts }: ManifestFile): ManifestFile {
  return { file, text, parts: parts.filter(({ start, end }) => isConfigMap(text.slice(start, end))) };
}

function isConfigMap(text: string): boolean {
  return /^[ \t]*["']?kind["']?:[ \t]*["']?ConfigMap/m.test(text) || text.includes('"ConfigMap"');
}

function configMapIn(manifest: ManifestFile, name: string, parsed: ParsedTexts): ConfigMap | null {
  const { documents } = readDocuments(manifest, parsed, (part) => part.includes(name));
  for (const document of documents)
    for (const object of objectsOf(document.root))
      if (
        textAt(object, "kind") === "ConfigMap" &&
        textAt(asMap(valueAt(object, "metadata")), "name") === name
      ) {
        const { start, end } = document;
        return { document: { file: manifest.file, start, end }, data: dataOf(object, document) };
      }
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
