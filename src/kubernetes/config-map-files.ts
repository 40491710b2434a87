import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { joinPath } from "../context/paths.ts";
import { judgeYaml } from "../discover/file-name.ts";
import { walkFiles } from "../discover/walk-files.ts";
import { type ConfigMap, hasConfigMap, readConfigMaps } from "./config-map.ts";
import { hasGenerators, isKustomization, readGenerators } from "./kustomization.ts";
import { type ManifestFile, type ParsedTexts, readDocuments, splitFile } from "./manifest-documents.ts";

/** The files that have ConfigMaps, by the names that stand in them: some of these are no ConfigMap's. */
export type FilesByName = ReadonlyMap<string, readonly string[]>;

/** The files of a run in which ConfigMaps are looked for; each folder is looked through once. */
export interface ConfigMapFiles {
  /** The ConfigMaps of this name in a file, with its text. */
  read(file: string, name: string, tree: FileTree): readonly ConfigMap[];
  /** Of a text that stands in for the file. */
  readText(file: string, text: string, name: string, tree: FileTree): readonly ConfigMap[];
  /** Those in a folder itself. */
  inFolder(folder: string, tree: FileTree): FilesByName;
  /** Those in a folder and below, but for what git ignores, and vendored ones. */
  below(folder: string, tree: FileTree): FilesByName;
}

/** Documents by the names that stand in them. */
interface NamedParts {
  readonly text: string;
  readonly byName: ReadonlyMap<string, ManifestFile["parts"]>;
}

export function openConfigMapFiles(parsed: ParsedTexts): ConfigMapFiles {
  const indexed = new Map<string, NamedParts>();
  const folders = new Map<string, FilesByName>();
  const walks = new Map<string, FilesByName>();
  const partsOf = (file: string, text: string): NamedParts["byName"] => {
    const known = indexed.get(file);
    if (known?.text === text) return known.byName;
    const byName = indexParts(splitFile(file, text));
    indexed.set(file, { text, byName });
    return byName;
  };
  const filesByName = (files: readonly string[], tree: FileTree): FilesByName => {
    const byName = new Map<string, string[]>();
    for (const file of files.toSorted(byCodeUnit)) {
      const read = tree.read(file);
      if (read.ok) for (const name of partsOf(file, read.text).keys()) addTo(byName, name, file);
    }
    return byName;
  };
  const readText: ConfigMapFiles["readText"] = (file, text, name, tree) => {
    const parts = partsOf(file, text).get(name) ?? [];
    const { documents } = readDocuments({ file, text, parts }, parsed, () => true);
    const all = isKustomization(file) ? readGenerators(documents, tree) : readConfigMaps(documents);
    return all.filter((each) => each.name === name);
  };
  return {
    readText,
    read(file, name, tree) {
      const read = tree.read(file);
      return read.ok ? readText(file, read.text, name, tree) : [];
    },
    inFolder: (folder, tree) =>
      remembered(folders, folder, () => {
        const files = (tree.children(folder) ?? []).filter(
          ({ name, kind }) => kind !== "directory" && isWanted(name),
        );
        return filesByName(
          files.map(({ name }) => joinPath(folder, name)),
          tree,
        );
      }),
    below: (folder, tree) =>
      remembered(walks, folder, () => {
        const files = [...walkFiles(tree, folder, isWanted, MOST_FOLDERS)].filter(
          ({ kind }) => kind === "file",
        );
        return filesByName(
          files.map(({ path }) => tree.locate(path)),
          tree,
        );
      }),
  };
}

/** More than a repository has; where there is none, all of a disk may lie around. */
const MOST_FOLDERS = 20_000;

function isWanted(name: string): boolean {
  return judgeYaml(name) === "yaml" || isKustomization(name);
}

function remembered(known: Map<string, FilesByName>, folder: string, look: () => FilesByName): FilesByName {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const found = look();
  known.set(folder, found);
  return found;
}

/** The documents with ConfigMaps, or what makes some, by every `name:` in them. */
function indexParts({ file, text, parts }: ManifestFile): NamedParts["byName"] {
  const byName = new Map<string, ManifestFile["parts"][number][]>();
  const isWhole = isKustomization(file) ? hasGenerators : hasConfigMap;
  if (!isWhole(text)) return byName;
  for (const part of parts) {
    const own = text.slice(part.start, part.end);
    if (isWhole(own)) for (const name of namesIn(own)) addTo(byName, name, part);
  }
  return byName;
}

function namesIn(text: string): ReadonlySet<string> {
  const written = text.matchAll(/(?<![\w-])name["']?:[ \t]*["']?([^\s"',}]+)/g);
  return new Set([...written].map(([, name = ""]) => name));
}

function addTo<Each>(byName: Map<string, Each[]>, name: string, each: Each): void {
  const known = byName.get(name);
  if (known === undefined) byName.set(name, [each]);
  else known.push(each);
}
