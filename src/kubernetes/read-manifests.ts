import type { Container, ContainerFile, ContainerText, ReadContainers } from "../container/container.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { Problem, Span } from "../span.ts";
import { findYamlComments } from "../yaml/comments.ts";
import type { YamlMap } from "../yaml/value.ts";
import { beyondReach, countWithinReach, type WrittenSizes, writtenSize } from "../yaml/written-size.ts";
import { type ConfigMapFiles, openConfigMapFiles } from "./config-map-files.ts";
import { configMapsAround } from "./config-maps.ts";
import { findPods } from "./find-pods.ts";
import { type ParsedTexts, readDocuments, splitFile } from "./manifest-documents.ts";
import { containersOf, type PodContainer } from "./pod-containers.ts";
import { spanTogether } from "./start-words.ts";
import { chooseNames } from "./target-names.ts";

/** What reads manifests in one run; a document whose text stays the same is parsed once. */
export function manifestReader(): ReadContainers {
  const parsed: ParsedTexts = new Map();
  const files = openConfigMapFiles(parsed);
  return (file, text, tree, wanted) => readManifests(file, text, { tree, parsed, files, wanted });
}

interface Around {
  readonly tree: FileTree;
  readonly parsed: ParsedTexts;
  readonly files: ConfigMapFiles;
  readonly wanted: ReadonlySet<string | null> | undefined;
}

/**
 * Reads the containers of the Kubernetes manifests in a file: YAML of any number of documents, JSON too. Scripts come from
 * ConfigMaps.
 */
function readManifests(file: string, text: string, { tree, parsed, files, wanted }: Around): ContainerFile {
  const manifest = splitFile(file, text);
  const { documents, problems } = readDocuments(manifest, parsed, hasContainers);
  const configMaps = configMapsAround(manifest, files, tree);
  const pods = documents.flatMap(findPods);
  const all = pods.flatMap((pod) => containersOf(pod, configMaps));
  const sizes: WrittenSizes = new Map();
  const count = countWithinReach(all.map(({ container }) => writtenSize(container, sizes)));
  const found = all.slice(0, Math.min(MOST_CONTAINERS, count));
  const names = chooseNames(
    found.map((each) => each.names),
    pods.length,
    wanted,
  );
  const containers = found.flatMap(({ read }, index): readonly Container[] => {
    const { name, isItsOwn } = names[index] ?? { name: null, isItsOwn: false };
    if (wanted !== undefined && !wanted.has(name)) return [];
    const { parts, ...described } = read();
    // In a part of the file nobody could tell it from its namesakes.
    return [{ id: { kind: "kubernetes", file, name }, ...described, ...(isItsOwn && { parts }) }];
  });
  const blocks = text.includes("siglint") ? pods.flatMap(({ spec }) => settingsIn(spec)) : [];
  const texts: ContainerText[] = [
    { file, text, comments: findYamlComments(file, text), blocks },
    ...[...configMaps.read].flatMap((other) => {
      const read = tree.read(other);
      return read.ok
        ? [{ file: other, text: read.text, comments: findYamlComments(other, read.text), blocks: [] }]
        : [];
    }),
  ];
  return { containers, problems: [...problems, ...tooMany(all, count)], texts };
}

/** More than a cluster has pods for, and few enough to be judged in a minute or two. */
const MOST_CONTAINERS = 10_000;

function tooMany(all: readonly PodContainer[], count: number): readonly Problem[] {
  const span = all[Math.min(MOST_CONTAINERS, count)]?.place;
  if (span === undefined) return [];
  if (count < MOST_CONTAINERS) return [{ file: span.file, span, message: beyondReach("container") }];
  const message = `has more than ${MOST_CONTAINERS} containers, and those from here on are not judged: split the file`;
  return [{ file: span.file, span, message }];
}

function hasContainers(text: string): boolean {
  return /["']?containers["']?[ \t]*:/.test(text);
}

/** The settings of a pod and of its containers, each with all of its lines. */
function settingsIn(spec: YamlMap): readonly Span[] {
  return [...spec.entries.values()].flatMap(({ key, value }) => {
    const inside = value.kind === "list" ? value.items : value.kind === "map" ? [value] : [];
    const below = inside.flatMap((item) => (item.kind === "map" ? [...item.entries.values()] : []));
    return [
      ...(inside.length === 0 ? [spanTogether(key, value)] : []),
      ...below.map((entry) => spanTogether(entry.key, entry.value)),
    ];
  });
}
