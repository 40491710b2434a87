import type { FileTree } from "../context/file-tree.ts";
import { basename, dirname, joinPath } from "../context/paths.ts";
import { type MappedText, sliceMapped, wholeFile } from "../mapped-text.ts";
import { textAt } from "../yaml/text-at.ts";
import { asItems, asMap, asScalar, valueAt, type YamlMap, type YamlValue } from "../yaml/value.ts";
import type { ConfigMap } from "./config-map.ts";
import type { ManifestDocument } from "./manifest-documents.ts";

/** `RecognizedKustomizationFileNames` in kustomize's api/konfig/general.go. */
const NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

export function isKustomization(file: string): boolean {
  return NAMES.includes(basename(file));
}

/** Whether a kustomization makes ConfigMaps. */
export function hasGenerators(text: string): boolean {
  return text.includes("configMapGenerator");
}

/**
 * The ConfigMaps that a kustomization makes, under the names that manifests call them by: the hash behind them is put
 * into both (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/).
 */
export function readGenerators(documents: readonly ManifestDocument[], tree: FileTree): readonly ConfigMap[] {
  return documents.flatMap(({ root, start, end }) =>
    asItems(valueIn(asMap(root), "configMapGenerator")).flatMap((item): readonly ConfigMap[] => {
      const generator = asMap(item);
      const name = textAt(generator, "name");
      if (generator === null || name === null) return [];
      const { file } = root.span;
      const namespace = textAt(generator, "namespace");
      const data = dataOf(generator, { folder: dirname(file), tree });
      return [{ name, namespace, part: { file, start, end }, data }];
    }),
  );
}

function valueIn(map: YamlMap | null, key: string): YamlValue | null {
  return map && valueAt(map, key);
}

interface Around {
  readonly folder: string;
  readonly tree: FileTree;
}

type Entry = readonly [string, MappedText | null];

function dataOf(generator: YamlMap, around: Around): ConfigMap["data"] {
  const textsAt = (key: string): readonly MappedText[] =>
    asItems(valueAt(generator, key)).flatMap((item) => asScalar(item)?.text ?? []);
  return new Map([
    ...[...textsAt("envs"), ...textsAt("env")].flatMap(({ text }) => variablesIn(text, around)),
    ...textsAt("files").map(({ text }) => fileNamed(text, around)),
    ...textsAt("literals").flatMap(literal),
  ]);
}

/** `[key=]path`, as seen from the kustomization. */
function fileNamed(written: string, around: Around): Entry {
  const equals = written.indexOf("=");
  const path = written.slice(equals + 1);
  return [equals === -1 ? basename(path) : written.slice(0, equals), readBeside(path, around)];
}

/** Null for what is not there, or lies where nothing may be read. */
function readBeside(path: string, { folder, tree }: Around): MappedText | null {
  if (path.startsWith("/")) return null;
  const file = tree.locate(joinPath(folder, path));
  const read = tree.read(file);
  return read.ok ? wholeFile(file, read.text) : null;
}

/** `key=text`; quotes around the text are taken off: `ParseLiteralSource` in kustomize's api/internal/generators. */
function literal(source: MappedText): readonly Entry[] {
  const { text } = source;
  const equals = text.indexOf("=");
  if (equals <= 0) return [];
  const [first, last] = [text.charAt(equals + 1), text.charAt(text.length - 1)];
  const isQuoted = text.length > equals + 2 && first === last && (first === "'" || first === '"');
  const value = sliceMapped(source, equals + (isQuoted ? 2 : 1), text.length - (isQuoted ? 1 : 0));
  return [[text.slice(0, equals), value]];
}

/** `KEY=text` in each line; what a line without `=` gets is not told here. */
function variablesIn(path: string, around: Around): readonly Entry[] {
  const source = readBeside(path, around);
  if (source === null) return [];
  return [...source.text.matchAll(/^[ \t]*([^\s#=][^=\r\n]*)(=([^\r\n]*))?/gm)].map((found): Entry => {
    const [whole, key = "", assigned, value = ""] = found;
    const end = found.index + whole.length;
    return [key.trim(), assigned === undefined ? null : sliceMapped(source, end - value.length, end)];
  });
}
