import type { FileTree } from "../context/file-tree.ts";
import { gitPatterns } from "../context/git-patterns.ts";
import { isFolder } from "../context/links.ts";
import { basename, canonicalPath, dirname, isInside, joinPath, relativePath } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import { whyUnread } from "../context/why-unread.ts";
import { meantOr } from "../nearest-word.ts";
import type { Problem } from "../span.ts";
import { parseConfig } from "./parse-config.ts";
import type { SettingsPart } from "./schema.ts";
import type { SettingPath } from "./setting-place.ts";

/** Settings of one file, for all targets or for those that match. */
export interface Layer {
  /** The folder of the file: patterns and paths are relative to it. */
  readonly folder: string;
  readonly part: SettingsPart;
  readonly appliesTo: (file: string) => boolean;
}

export interface ReadLayers {
  /** Later ones win. Empty where anything is wrong. */
  readonly layers: readonly Layer[];
  readonly problems: readonly Problem[];
  /** The texts of the files read. */
  readonly sources: ReadonlyMap<string, string>;
}

/** What is gathered on the way through the files. */
interface Gathered {
  readonly problems: Problem[];
  readonly sources: Map<string, string>;
  /** What the files read so far come to, each with all that it extends. */
  readonly read: Map<string, readonly Layer[]>;
}

interface Reading {
  readonly tree: FileTree;
  readonly ruleIds: readonly string[];
}

/** A configuration file with all that it extends. */
export function readLayers(config: string, reading: Reading): ReadLayers {
  const problems: Problem[] = [];
  const sources = new Map<string, string>();
  const layers = layersOf(config, reading, [], { problems, sources, read: new Map() });
  return { layers: problems.some(({ fatal }) => fatal) ? [] : layers, problems, sources };
}

function layersOf(
  config: string,
  reading: Reading,
  above: readonly string[],
  gathered: Gathered,
): readonly Layer[] {
  const { problems, sources } = gathered;
  const { tree } = reading;
  const known = gathered.read.get(config);
  if (known !== undefined) return known;
  const read = tree.read(config);
  if (!read.ok) {
    problems.push({ file: config, span: null, message: whyUnread[read.why], fatal: true });
    return [];
  }
  sources.set(config, read.text);
  const parsed = parseConfig(config, read.text, basename(config) === "package.json" ? ["siglint"] : []);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return [];
  }
  const { place } = parsed;
  const { extends: bases = [], overrides = [], ...own } = parsed.config;
  const folder = dirname(config);
  const inside = { ...reading, root: findRepositoryRoot(tree, folder) ?? folder };
  const inherited = [bases].flat().flatMap((base, index) => {
    const path = canonicalPath(joinPath(folder, base), tree.cwd);
    const wrong = base.startsWith("/") ? MUST_BE_RELATIVE : whyNot(path, config, above, inside);
    if (wrong === null) return layersOf(path, reading, [...above, config], gathered);
    const span = place(typeof bases === "string" ? ["extends"] : ["extends", index]);
    problems.push({ file: config, span, message: wrong, fatal: true });
    return [];
  });
  const parts = [
    { path: [], part: own },
    ...overrides.map((part, index) => ({ path: ["overrides", index], part })),
  ];
  for (const { path, part } of parts) {
    for (const { at, end, message, fatal } of mistakesIn(part, folder, inside))
      problems.push({ file: config, span: place([...path, ...at], end), message, ...(fatal && { fatal }) });
  }
  const layers = [
    ...lastOfEach(inherited),
    { folder, part: own, appliesTo: () => true },
    ...overrides.map(({ files, ...part }) => ({ folder, part, appliesTo: matcher(files, folder, tree) })),
  ];
  gathered.read.set(config, layers);
  return layers;
}

/** What the form of a file does not show. */
interface Mistake {
  readonly at: SettingPath;
  readonly end?: "key";
  readonly message: string;
  readonly fatal: boolean;
}

/** Rules that do not exist, and a folder that cannot be the build context; one that is not there may be made before a build. */
function mistakesIn(
  { rules = {}, context = "." }: SettingsPart,
  folder: string,
  { root, tree, ruleIds }: Inside,
): readonly Mistake[] {
  const mistakes: Mistake[] = Object.keys(rules)
    .filter((id) => !ruleIds.includes(id))
    .map((id) => {
      const message = `there is no rule ${id}: ${meantOr(id, ruleIds, "siglint rules lists them all")}`;
      return { at: ["rules", id], end: "key", message, fatal: true };
    });
  const path = joinPath(folder, context);
  const at = ["context"];
  if (context.startsWith("/")) mistakes.push({ at, message: MUST_BE_RELATIVE, fatal: true });
  else if (!isInside(root, path)) mistakes.push({ at, message: `${context} ${OUTSIDE}`, fatal: true });
  else if (!isFolder(tree, path)) {
    const message = `there is no folder ${path} to take as the build context`;
    mistakes.push({ at, message, fatal: false });
  }
  return mistakes;
}

/** Of what stands there twice only the last counts: files that extend the same ones would double them at each step. */
function lastOfEach(layers: readonly Layer[]): readonly Layer[] {
  return [...new Set(layers.toReversed())].reverse();
}

/** Files that extend each other, one behind the other; people have two or three. */
const MOST_EXTENDED = 20;

const OUTSIDE = "lies outside of the repository, and is not read: name one inside";

const MUST_BE_RELATIVE = "a path here is relative to this file, and does not begin with /";

interface Inside extends Reading {
  /** What lies outside of it is nobody's settings here. */
  readonly root: string;
}

/** Why `config` cannot extend a file; null where it can. `above`: the files that extend `config`, outermost first. */
function whyNot(
  path: string,
  config: string,
  above: readonly string[],
  { root, tree }: Inside,
): string | null {
  if (path === config) return "this file extends itself";
  if (above.includes(path)) return `${path} extends itself by way of this file`;
  if (above.length >= MOST_EXTENDED)
    return `${path} is the last of more files, one behind the other, than siglint follows`;
  if (!isInside(root, path)) return `${path} ${OUTSIDE}`;
  return tree.entry(path).kind === "missing" ? `there is no ${path}: paths are relative to this file` : null;
}

function matcher(patterns: readonly string[], folder: string, tree: FileTree): (file: string) => boolean {
  const verdict = gitPatterns(patterns);
  return (file) => {
    const path = relativePath(folder, file, tree.cwd);
    return !path.startsWith("..") && verdict(path) === "ignored";
  };
}
