import { checkTarget, proveFixes, type Rulebook, ruleIdsOf, settleRun } from "../check-run.ts";
import { NO_SETTINGS } from "../config/settings.ts";
import type { Container } from "../container/container.ts";
import type { FileTree } from "../context/file-tree.ts";
import { overlayTree } from "../context/overlay-tree.ts";
import type { Finding, LintResult } from "../diagnostic.ts";
import type { FoundFile } from "../discover/target-file.ts";
import type { Checked } from "../fix/checked.ts";
import type { JudgeFilesOptions } from "../judge/file-to-judge.ts";
import { judgeFiles, type Run } from "../judge/judge-files.ts";
import { settleProblems } from "../judge/problems.ts";
import { type Footprint, recordFootprint } from "./footprint.ts";

/** What is kept of a target: what the rules say, and what runs it. */
export interface Held extends Checked {
  /** Null for a Dockerfile as it stands. */
  readonly container: Container | null;
}

/** What is known of one file that describes containers, until something changes that it has looked at. */
export interface Judgement extends FoundFile {
  /** What the rules say, the fixes as proposed. */
  readonly run: Run<Held>;
  readonly footprint: Footprint;
}

/** Judges one file; `texts` are those of open files, by path. */
export async function judgeAlone(
  { file, kind }: FoundFile,
  disk: FileTree,
  texts: ReadonlyMap<string, string>,
  rulebook: Rulebook,
): Promise<Judgement> {
  const { footprint, recorded } = recordFootprint();
  const tree = recorded(overlayTree(recorded(disk), Object.fromEntries(texts)));
  const run = await judgeAmong([{ file, kind }], tree, rulebook);
  return { file, kind, run, footprint };
}

/** Judges these files together. */
function judgeAmong(files: readonly FoundFile[], tree: FileTree, rulebook: Rulebook): Promise<Run<Held>> {
  const targets = files.map(({ file, kind }) => ({ file, kind, onlyIfItStarts: null }));
  return judgeFiles({ targets, problems: [] }, judgeOptions(tree, rulebook), (judged, settings) => ({
    ...checkTarget(judged, settings, rulebook),
    container: judged.subject.container,
  }));
}

/** An editor asks for nothing special. */
export function judgeOptions(tree: FileTree, rulebook: Rulebook): JudgeFilesOptions {
  return { tree, context: null, stage: null, shell: null, base: null, ruleIds: ruleIdsOf(rulebook) };
}

/** Several runs as one. */
export function joinRuns(judgements: readonly Judgement[]): Run<Held> {
  const byFile = new Map(judgements.map(({ file, run }) => [file, run.settingsOf] as const));
  const runs = judgements.map(({ run }) => run);
  return {
    kept: runs.flatMap(({ kept }) => kept),
    problems: settleProblems(runs.flatMap(({ problems }) => problems)),
    sources: new Map(runs.flatMap(({ sources }) => [...sources])),
    settingsOf: (file) => byFile.get(file)?.(file) ?? NO_SETTINGS,
    readers: (kind) => firstOf(runs, ({ readers }) => readers(kind)),
    builds: {
      ofImage: (reference) => firstOf(runs, ({ builds }) => builds.ofImage(reference)),
      contextOf: (dockerfile) => firstOf(runs, ({ builds }) => builds.contextOf(dockerfile)),
    },
  };
}

function firstOf<T>(runs: readonly Run<Held>[], ask: (run: Run<Held>) => T | null): T | null {
  for (const run of runs) {
    const answer = ask(run);
    if (answer !== null) return answer;
  }
  return null;
}

/** The findings of several runs as they are reported, their fixes not yet put to the test. */
export function findingsOf(judgements: readonly Judgement[], rulebook: Rulebook): readonly Finding[] {
  const run = joinRuns(judgements);
  const findings = run.kept.flatMap((checked) => checked.findings);
  return settleRun(findings, run, rulebook);
}

/** Whether the judged file is this one, or comes to it. */
export function reads({ file, run }: Judgement, path: string): boolean {
  return file === path || run.kept.some(({ sources }) => sources.has(path));
}

/** What these files come to in `tree`, with the fixes that stand the test. */
export async function lintAmong(
  files: readonly FoundFile[],
  tree: FileTree,
  rulebook: Rulebook,
): Promise<LintResult> {
  const run = await judgeAmong(files, tree, rulebook);
  const { problems, sources, kept } = run;
  const { findings } = proveFixes(kept, run, judgeOptions(tree, rulebook), rulebook);
  return { findings: settleRun(findings, run, rulebook), problems, sources, targets: kept.length };
}
