import type { Builds } from "../builds/build.ts";
import { loadSettings } from "../config/load-settings.ts";
import type { Settings, SettingsOf } from "../config/settings.ts";
import { isFolder } from "../context/links.ts";
import type { TargetId } from "../diagnostic.ts";
import { findBuildFiles } from "../discover/build-files.ts";
import type { Discovery, TargetFile } from "../discover/target-file.ts";
import type { Problem } from "../span.ts";
import { type Archives, NO_ARCHIVES } from "./archives.ts";
import type { FileRun, FileToJudge, JudgeFilesOptions } from "./file-to-judge.ts";
import { judgeContainers } from "./judge-containers.ts";
import { judgeDockerfile } from "./judge-dockerfile.ts";
import { judgeImage } from "./judge-image.ts";
import type { Judged } from "./judge-target.ts";
import { loadBuilds } from "./load-builds.ts";
import { type ContainerReaders, loadReaders } from "./load-readers.ts";
import { problemsOf, settleProblems, unreadable } from "./problems.ts";

/** What the files of a run share. */
export interface Surroundings {
  readonly readers: ContainerReaders;
  readonly builds: Builds;
  readonly settingsOf: SettingsOf;
}

/** What one run has judged. */
export interface Run<Kept> extends Surroundings {
  /** What is kept of each target, in order: the plays of thousands would not fit into memory. */
  readonly kept: readonly Kept[];
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}

const FILES_AT_A_STRETCH = 50;

/** What to keep of a target. */
export type Keep<Kept> = (judged: Judged, settings: Settings) => Kept;

/** Stages 2 to 6 of the line, for files that are found already. */
export async function judgeFiles<Kept>(
  { targets, problems }: Pick<Discovery, "targets" | "problems">,
  options: JudgeFilesOptions,
  keep: Keep<Kept>,
): Promise<Run<Kept>> {
  const files = [...targets.map(({ file }) => file), ...(options.images ?? [])];
  const loaded = await loadSettings(options.tree, files, options.ruleIds);
  const archives = await loadArchives(options);
  const settingsOf = archives.over(loaded.settingsOf);
  const buildFiles = findBuildFiles(targets, options.tree);
  const readers = await loadReaders([...targets, ...buildFiles].map(({ kind }) => kind));
  const builds = await loadBuilds(buildFiles, readers, options.tree);
  const around: Surroundings = { readers, builds, settingsOf };
  const judges = [
    ...targets.map((target) => () => judgeFile(target, options, around)),
    ...archives.images.map((image) => () => judgeImage(image, options, settingsOf(image.file))),
  ];
  const isNew = newTargets();
  const kept: Kept[] = [];
  const found = [...problems, ...loaded.problems];
  const sources = new Map(loaded.sources);
  for (const [index, judge] of judges.entries()) {
    options.progress?.(index, judges.length);
    // A signal is heard between the files, where somebody listens.
    if (index % FILES_AT_A_STRETCH === FILES_AT_A_STRETCH - 1)
      await new Promise((done) => setImmediate(done));
    const run = await judgeWithArchives(judge, archives);
    if (run === null) continue;
    const judged = run.judged.filter(({ target }) => isNew(target.id));
    kept.push(...judged.map((each) => keep(each, settingsOf(each.target.id.file))));
    found.push(...run.problems);
    for (const [file, text] of run.sources) sources.set(file, text);
  }
  const isStageFound = kept.length > 0;
  const told = [...askedFor(found, isStageFound, options), ...archives.problems()];
  return { ...around, kept, problems: settleProblems(told), sources };
}

/** The problems of a run, and those with what was asked for by name: such a run is not the one that was meant. */
function askedFor(
  found: readonly Problem[],
  isStageFound: boolean,
  { context, stage, tree }: JudgeFilesOptions,
): readonly Problem[] {
  const isStageNowhere = stage !== null && !isStageFound;
  const problems = isStageNowhere ? found.map((problem) => ({ ...problem, fatal: true as const })) : found;
  if (context === null || isFolder(tree, tree.locate(context))) return problems;
  const message = "there is no such folder to take as the build context: check the spelling";
  return [...problems, { file: tree.locate(context), span: null, message, fatal: true }];
}

/** What reads archives is loaded only where there are any. */
async function loadArchives({ tree, images = [], bases = [], layers }: JudgeFilesOptions): Promise<Archives> {
  if (images.length === 0 && bases.length === 0) return NO_ARCHIVES;
  return (await import("./open-archives.ts")).openArchives(tree, images, bases, layers);
}

/** How often an archive is gone through for one target: once for each script that only another one names. */
const MOST_READS = 20;

/** Files of archives are read when somebody has asked for them, so it is judged again until nobody asks for another one. */
async function judgeWithArchives(judge: () => FileRun | null, archives: Archives): Promise<FileRun | null> {
  let run = judge();
  for (let reads = 0; reads < MOST_READS && (await archives.readWanted()); reads++) run = judge();
  return run;
}

/** Whether a target comes up for the first time: a service that one compose file includes from another is judged with both. */
function newTargets(): (id: TargetId) => boolean {
  const seen = new Set<string>();
  return ({ kind, file, name }) => {
    const key = JSON.stringify([kind, file, name]);
    return !seen.has(key) && seen.add(key) !== undefined;
  };
}

/** Null for a file that only a named script brought in, and that does not start it. */
export function judgeFile(
  { kind, file, onlyIfItStarts }: TargetFile,
  options: JudgeFilesOptions,
  { readers, builds, settingsOf }: Surroundings,
): FileRun | null {
  const read = options.tree.read(file);
  if (!read.ok) {
    const problems = [unreadable(file, read.why)];
    return onlyIfItStarts === null ? { judged: [], problems, sources: new Map() } : null;
  }
  const given: FileToJudge = { file, text: read.text, options, builds, settings: settingsOf(file) };
  const reader = readers(kind);
  const run = reader === null ? judgeDockerfile(given) : judgeContainers(given, reader);
  const starts = (name: string): boolean =>
    run.judged.some(({ scripts }) => scripts.some((script) => script.file === name));
  if (onlyIfItStarts !== null && !onlyIfItStarts.some(starts)) return null;
  return { ...run, problems: [...run.problems, ...run.judged.flatMap(problemsOf)] };
}
