import { loadSettings } from "./config/load-settings.ts";
import type { Settings, SettingsOf } from "./config/settings.ts";
import type { FileTree } from "./context/file-tree.ts";
import type { TargetId } from "./diagnostic.ts";
import type { Discovery, TargetFile } from "./discover/target-file.ts";
import type { Dockerfile } from "./dockerfile/dockerfile.ts";
import { parseDockerfile } from "./dockerfile/parse.ts";
import { type Judged, judgeTarget } from "./judge-target.ts";
import { problemsOf, settleProblems, unreadable } from "./problems.ts";
import type { Problem } from "./span.ts";
import type { ShellName } from "./start/base-image.ts";
import { resolveStart } from "./start/resolve-start.ts";

/** What is asked of every Dockerfile. */
export interface JudgeFilesOptions {
  readonly tree: FileTree;
  readonly context: string | null;
  /** The stage to judge; null for the last one. */
  readonly stage: string | null;
  /** What if: `/bin/sh` were this shell, the last FROM named this image. */
  readonly shell: ShellName | null;
  readonly base: string | null;
  /** The rules that configuration may speak of, by id. */
  readonly ruleIds: readonly string[];
  /** Is told before each Dockerfile how many are judged, and of how many. */
  readonly progress?: (judged: number, all: number) => void;
}

/** What one run has judged, before any rule. */
export interface Run {
  readonly judged: readonly (Judged & { readonly dockerfile: Dockerfile })[];
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
  readonly settingsOf: SettingsOf;
}

/** Stages 2 to 6 of the line, for Dockerfiles that are found already. */
export async function judgeFiles(
  { targets, problems }: Pick<Discovery, "targets" | "problems">,
  options: JudgeFilesOptions,
): Promise<Run> {
  const files = targets.map(({ file }) => file);
  const loaded = await loadSettings(options.tree, files, options.ruleIds);
  const { settingsOf } = loaded;
  const runs = targets
    .map((target, index) => {
      options.progress?.(index, targets.length);
      return judgeFile(target, options, settingsOf(target.file));
    })
    .filter((run) => run !== null);
  return {
    judged: runs.flatMap((run) => run.judged),
    problems: settleProblems([...problems, ...loaded.problems, ...runs.flatMap((run) => run.problems)]),
    sources: new Map([...loaded.sources, ...runs.flatMap((run) => [...run.sources])]),
    settingsOf,
  };
}

type FileRun = Pick<Run, "judged" | "problems" | "sources">;

/** Null for a Dockerfile that only a named script brought in, and that does not start it. */
export function judgeFile(
  { file, onlyIfItStarts }: TargetFile,
  options: JudgeFilesOptions,
  settings: Settings,
): FileRun | null {
  const isAsked = onlyIfItStarts === null;
  const read = options.tree.read(file);
  if (!read.ok)
    return isAsked ? { judged: [], problems: [unreadable(file, read.why)], sources: new Map() } : null;
  const dockerfile = parseDockerfile(file, read.text);
  const sources = new Map([[file, read.text]]);
  const { stage, base } = options;
  const started = resolveStart(dockerfile, {
    ...(stage !== null && { target: stage }),
    ...(base !== null && { base }),
    images: settings.images,
  });
  if (!started.ok) {
    return isAsked ? { judged: [], problems: [...dockerfile.problems, started.problem], sources } : null;
  }
  const id: TargetId = { kind: "dockerfile", file, name: stage };
  const judged = judgeTarget(id, dockerfile, started.start, options, settings);
  if (!isAsked && !judged.scripts.some((script) => onlyIfItStarts.includes(script.file))) return null;
  return {
    judged: [{ ...judged, dockerfile }],
    problems: [...dockerfile.problems, ...problemsOf(judged)],
    sources: judged.target.sources,
  };
}
