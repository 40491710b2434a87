import type { FileTree } from "../context/file-tree.ts";
import { dirname, distanceBetween } from "../context/paths.ts";
import { rootAround } from "../discover/discover.ts";
import type { ConfigMap } from "./config-map.ts";
import type { ConfigMapFiles, FilesByName } from "./config-map-files.ts";

/** The ConfigMaps that the pods of one namespace may mean. */
export interface ConfigMaps {
  find(name: string): ConfigMapFound;
}

export type ConfigMapFound =
  | { readonly kind: "found"; readonly configMap: ConfigMap }
  /** There is none of this name, or several that differ, and nothing says which is meant. */
  | { readonly kind: "none" | "several" };

/** The ConfigMaps around a file of manifests. */
export interface ConfigMapsAround {
  of(namespace: string | null): ConfigMaps;
  /** The files besides the manifest's own whose ConfigMaps were asked for. */
  readonly read: ReadonlySet<string>;
}

interface Manifest {
  readonly file: string;
  readonly text: string;
}

/**
 * Looks for ConfigMaps in a file itself, then in its folder, then in the whole repository, those first that fewest
 * folders lie between; only for what is asked for, and no farther than the first place where there is one.
 */
export function configMapsAround(
  manifest: Manifest,
  files: ConfigMapFiles,
  tree: FileTree,
): ConfigMapsAround {
  const read = new Set<string>();
  const known = new Map<string, ConfigMapFound>();
  const findAnew = (name: string, namespace: string | null): ConfigMapFound => {
    for (const place of placesAround(manifest, name, files, tree)) {
      const found = choose(
        place().filter((each) => mayBeIn(each, namespace)),
        namespace,
      );
      if (found.kind === "none") continue;
      if (found.kind === "found" && found.configMap.part.file !== manifest.file)
        read.add(found.configMap.part.file);
      return found;
    }
    return { kind: "none" };
  };
  return {
    read,
    of: (namespace) => ({
      find(name) {
        const key = JSON.stringify([name, namespace]);
        const found = known.get(key) ?? findAnew(name, namespace);
        known.set(key, found);
        return found;
      },
    }),
  };
}

/** The ConfigMaps of a name, place by place. */
function* placesAround(
  { file, text }: Manifest,
  name: string,
  files: ConfigMapFiles,
  tree: FileTree,
): Generator<() => readonly ConfigMap[]> {
  const folder = dirname(file);
  const readAll = (paths: readonly string[]) => (): readonly ConfigMap[] =>
    paths.flatMap((path) => files.read(path, name, tree));
  const others = (found: FilesByName): readonly string[] =>
    found.get(name)?.filter((each) => each !== file) ?? [];
  yield () => files.readText(file, text, name, tree);
  yield readAll(others(files.inFolder(folder, tree)));
  const elsewhere = others(files.below(rootAround(tree, file), tree)).map((path) => ({
    path,
    away: distanceBetween(folder, dirname(path)),
  }));
  const distances = new Set(elsewhere.map(({ away }) => away).sort((one, other) => one - other));
  for (const distance of distances)
    yield readAll(elsewhere.filter(({ away }) => away === distance).map(({ path }) => path));
}

/** Where one of them does not say its namespace, whoever applies it does. */
function mayBeIn(configMap: ConfigMap, namespace: string | null): boolean {
  return namespace === null || configMap.namespace === null || configMap.namespace === namespace;
}

/** The one that names the namespace too, else the only one; those that hold the same count as one. */
function choose(all: readonly ConfigMap[], namespace: string | null): ConfigMapFound {
  const exact = all.filter((each) => each.namespace === namespace);
  const [first, ...others] = exact.length > 0 ? exact : all;
  if (first === undefined) return { kind: "none" };
  return others.every((other) => holdsSame(first, other))
    ? { kind: "found", configMap: first }
    : { kind: "several" };
}

function holdsSame({ data: one }: ConfigMap, { data: other }: ConfigMap): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(
    ([key, text]) => other.has(key) && (other.get(key)?.text ?? null) === (text?.text ?? null),
  );
}
