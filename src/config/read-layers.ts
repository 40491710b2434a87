import ignore from "ignore";
import type { FileTree, ReadFailure } from "../context/file-tree.ts";
import { basename, canonicalPath, dirname, isInside, joinPath, relativePath } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import { ownBrief, ownService, ownWrapper } from "../process/programs/own-programs.ts";
import { noSuchRule } from "../rule-level.ts";
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
}

interface Reading {
  readonly tree: FileTree;
  readonly ruleIds: readonly string[];
}

/** A configuration file with all that it extends. */
export function readLayers(config: string, reading: Reading): ReadLayers {
  const gathered: Gathered = { problems: [], sources: new Map() };
  const layers = layersOf(config, reading, [], gathered);
  return { layers: gathered.problems.length === 0 ? layers : [], ...gathered };
}

function layersOf(
  config: string,
  reading: Reading,
  above: readonly string[],
  gathered: Gathered,
): readonly Layer[] {
  const { problems, sources } = gathered;
  const { tree, ruleIds } = reading;
  const read = tree.read(config);
  if (!read.ok) {
    problems.push({ file: config, span: null, message: unread[read.why], fatal: true });
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
  const complain = (path: readonly (string | number)[], message: string): void => {
    problems.push({ file: config, span: place(path), message, fatal: true });
  };
  const inherited = [bases].flat().flatMap((base, index) => {
    const path = canonicalPath(joinPath(folder, base), tree.cwd);
    const wrong = whyNot(path, root, [...above, config], tree);
    if (wrong === null) return layersOf(path, reading, [...above, config], gathered);
    complain(typeof bases === "string" ? ["extends"] : ["extends", index], wrong);
    return [];
  });
  const parts = [
    { path: [], part: own },
    ...overrides.map((part, index) => ({ path: ["overrides", index], part })),
  ];
  for (const { path, part } of parts) {
    if (part.context !== undefined && !isInside(root, joinPath(folder, part.context)))
      complain([...path, "context"], `${part.context} ${OUTSIDE}`);
    for (const id of Object.keys(part.rules ?? {}))
      if (!ruleIds.includes(id)) complain([...path, "rules", id], noSuchRule(id, ruleIds));
  }
  return [
    ...inherited,
    { folder, part: own, appliesTo: () => true },
    ...overrides.map(({ files, ...part }) => ({ folder, part, appliesTo: matcher(files, folder, tree) })),
  ];
}

const OUTSIDE = "lies outside of the repository, and is not read";

const unread: Readonly<Record<ReadFailure, string>> = {
  missing: "vanished while it was read: run siglint again",
  directory: "is a folder, where a file with settings was expected",
  "not-a-file": "is not a regular file",
  outside: `is a symbolic link to what ${OUTSIDE}`,
  binary: "is not text",
  "too-large": "is larger than 2 MiB, more than siglint reads",
  unreadable: "cannot be read: check its permissions",
};

/** Why a file cannot be extended; null where it can. What lies outside of `root` is nobody's settings here. */
function whyNot(path: string, root: string, above: readonly string[], tree: FileTree): string | null {
  if (above.includes(path)) return `${path} extends itself by way of this file`;
  if (!isInside(root, path)) return `${path} ${OUTSIDE}`;
  return tree.entry(path).kind === "missing" ? `there is no ${path}` : null;
}

function matcher(patterns: readonly string[], folder: string, tree: FileTree): (file: string) => boolean {
  const matches = ignore().add([...patterns]);
  return (file) => {
    const path = relativePath(folder, file, tree.cwd);
    return !path.startsWith("..") && matches.ignores(path);
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
