import type { FileTree } from "../context/file-tree.ts";
import { gitPatterns } from "../context/git-patterns.ts";
import { isFolder } from "../context/links.ts";
import { basename, canonicalPath, dirname, isInside, joinPath, relativePath } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import { whyUnread } from "../context/why-unread.ts";
import { meantOr } from "../nearest-word.ts";
import { ownBrief, ownService, ownWrapper } from "../process/programs/own-programs.ts";
import type { Problem } from "../span.ts";
import { ownImage } from "./own-image.ts";
import { parseConfig } from "./parse-config.ts";
import type { SettingsPart } from "./schema.ts";
import { NO_SETTINGS, type Settings } from "./settings.ts";

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
  const { tree, ruleIds } = reading;
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
  const root = findRepositoryRoot(tree, dirname(config)) ?? dirname(config);
  const { extends: bases = [], overrides = [], ...own } = parsed.config;
  const folder = dirname(config);
  const complain = (span: Problem["span"], message: string): void => {
    problems.push({ file: config, span, message, fatal: true });
  };
  const inherited = [bases].flat().flatMap((base, index) => {
    const path = canonicalPath(joinPath(folder, base), tree.cwd);
    const wrong = base.startsWith("/") ? MUST_BE_RELATIVE : whyNot(path, config, { above, root, tree });
    if (wrong === null) return layersOf(path, reading, [...above, config], gathered);
    complain(place(typeof bases === "string" ? ["extends"] : ["extends", index]), wrong);
    return [];
  });
  const parts = [
    { path: [], part: own },
    ...overrides.map((part, index) => ({ path: ["overrides", index], part })),
  ];
  for (const { path, part } of parts) {
    for (const id of Object.keys(part.rules ?? {})) {
      if (ruleIds.includes(id)) continue;
      const advice = meantOr(id, ruleIds, "siglint rules lists them all");
      complain(place([...path, "rules", id], "key"), `there is no rule ${id}: ${advice}`);
    }
    const context = joinPath(folder, part.context ?? ".");
    const span = place([...path, "context"]);
    if (part.context?.startsWith("/")) complain(span, MUST_BE_RELATIVE);
    else if (!isInside(root, context)) complain(span, `${part.context} ${OUTSIDE}`);
    else if (!isFolder(tree, context)) {
      const message = `there is no folder ${context} to take as the build context`;
      problems.push({ file: config, span, message });
    }
  }
  const layers = [
    ...lastOfEach(inherited),
    { folder, part: own, appliesTo: () => true },
    ...overrides.map(({ files, ...part }) => ({ folder, part, appliesTo: matcher(files, folder, tree) })),
  ];
  gathered.read.set(config, layers);
  return layers;
}

/** Of what stands there twice only the last counts: files that extend the same ones would double them at each step. */
function lastOfEach(layers: readonly Layer[]): readonly Layer[] {
  return [...new Set(layers.toReversed())].reverse();
}

/** Files that extend each other, one behind the other; people have two or three. */
const MOST_EXTENDED = 20;

const OUTSIDE = "lies outside of the repository, and is not read";

const MUST_BE_RELATIVE = "a path here is relative to this file, and does not begin with /";

interface Surroundings {
  /** The files that extend the one that is read, outermost first. */
  readonly above: readonly string[];
  /** What lies outside of it is nobody's settings here. */
  readonly root: string;
  readonly tree: FileTree;
}

/** Why `config` cannot extend a file; null where it can. */
function whyNot(path: string, config: string, { above, root, tree }: Surroundings): string | null {
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

/** What the layers come to for one file. */
export function settingsFor(file: string, layers: readonly Layer[]): Settings {
  let settings = NO_SETTINGS;
  for (const { folder, part, appliesTo } of layers) {
    if (appliesTo(file)) settings = withPart(settings, part, folder);
  }
  return settings;
}

function withPart(before: Settings, part: SettingsPart, folder: string): Settings {
  const { rules = {}, services = [], brief = [], wrappers = {}, images = {}, context, gracePeriod } = part;
  const programs = [
    ...services.map(ownService),
    ...brief.map(ownBrief),
    ...Object.entries(wrappers).map(([name, conduct]) => ownWrapper(name, conduct)),
  ];
  return {
    levels: new Map([...before.levels, ...Object.entries(rules)]),
    programs: new Map([
      ...before.programs,
      ...programs.flatMap((row) => row.names.map((name) => [name, row] as const)),
    ]),
    images: [...Object.entries(images).map(([pattern, said]) => ownImage(pattern, said)), ...before.images],
    context: context === undefined ? before.context : joinPath(folder, context),
    grace: gracePeriod ?? before.grace,
  };
}
