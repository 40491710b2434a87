import { commentedFiles } from "./commented-files.ts";
import { loadSettings } from "./config/load-settings.ts";
import type { Settings, SettingsOf } from "./config/settings.ts";
import type { FileTree } from "./context/file-tree.ts";
import { overlayTree } from "./context/overlay-tree.ts";
import { type LintResult, settleFindings, type TargetId } from "./diagnostic.ts";
import { discover } from "./discover/discover.ts";
import type { TargetFile } from "./discover/target-file.ts";
import type { Dockerfile } from "./dockerfile/dockerfile.ts";
import { parseDockerfile } from "./dockerfile/parse.ts";
import { type Checked, clearFixes } from "./fix/clear-fixes.ts";
import { keepLineEnds } from "./fix/line-ends.ts";
import { type Judged, judgeTarget } from "./judge-target.ts";
import { problemsOf, settleProblems, unreadable } from "./problems.ts";
import type { Rule } from "./rule.ts";
import { atLevels, type Levels } from "./rule-level.ts";
import type { Problem } from "./span.ts";
import type { ShellName } from "./start/base-image.ts";
import { resolveStart } from "./start/resolve-start.ts";
import { suppress } from "./suppress.ts";
import type { Target } from "./target.ts";
import { unusedIgnore } from "./unused-ignore.ts";

export interface RunOptions {
  readonly tree: FileTree;
  readonly paths: readonly string[];
  readonly context: string | null;
  /** The stage to judge; null for the last one. */
  readonly stage: string | null;
  /** What if: `/bin/sh` were this shell, the last FROM named this image. */
  readonly shell: ShellName | null;
  readonly base: string | null;
  /** The rules that configuration may speak of, by id. */
  readonly ruleIds: readonly string[];
}

/** What one run has judged, before any rule. */
export interface Run {
  readonly judged: readonly (Judged & { readonly dockerfile: Dockerfile })[];
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
  readonly settingsOf: SettingsOf;
}

/** The straight line, stages 1 to 6 (DESIGN.md, section 2). Total: what cannot be read is a problem. */
export async function judgeAll(options: RunOptions): Promise<Run> {
  const { targets, problems } = discover(options.paths, options.tree);
  const files = targets.map(({ file }) => file);
  const loaded = await loadSettings(options.tree, files, options.ruleIds);
  const { settingsOf } = loaded;
  const runs = targets
    .map((target) => judgeFile(target, options, settingsOf(target.file)))
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
function judgeFile(
  { file, onlyIfItStarts }: TargetFile,
  options: RunOptions,
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

/** The rest of the line: rules, their fixes put to the test, then what comments silence. A rule that is off is not run. */
export async function lintAll(
  given: Omit<RunOptions, "ruleIds">,
  allRules: readonly Rule[],
  asked: Levels = new Map(),
): Promise<LintResult> {
  const options = { ...given, ruleIds: [...allRules, unusedIgnore].map(({ id }) => id) };
  const { judged, problems, sources, settingsOf } = await judgeAll(options);
  const levelsOf = (file: string): Levels => new Map([...settingsOf(file).levels, ...asked]);
  const rulesOf = (file: string) => allRules.filter(({ id }) => levelsOf(file).get(id) !== "off");
  const checked = judged.map(({ target }) => check(target, rulesOf(target.id.file)));
  const findings = clearFixes(checked, ({ id }, texts) => {
    const tree = overlayTree(options.tree, Object.fromEntries(texts));
    const named: TargetFile = { file: id.file, onlyIfItStarts: null, named: false };
    const again = judgeFile(named, { ...options, tree }, settingsOf(id.file));
    const [first] = again?.judged ?? [];
    return first === undefined ? null : check(first.target, rulesOf(id.file));
  });
  const { kept, unused } = suppress(findings, judged.flatMap(commentedFiles), allRules, levelsOf);
  const settled = settleFindings(atLevels([...kept, ...unused], levelsOf));
  return { findings: settled, problems, targets: judged.length, sources };
}

function check(target: Target, rules: readonly Rule[]): Checked {
  const findings = rules.flatMap((rule) => rule.check(target));
  return { target, findings: findings.map((finding) => keepLineEnds(finding, target.sources)) };
}
