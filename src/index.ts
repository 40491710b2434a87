import { rules } from "../rules/index.ts";
import { diskTree } from "./context/disk-tree.ts";
import { overlayTree } from "./context/overlay-tree.ts";
import type { LintResult } from "./diagnostic.ts";
import { explainAll } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { type Resolution, resolveAll } from "./resolve.ts";
import type { RuleMeta } from "./rule.ts";
import { type Levels, type LevelsRead, readLevels } from "./rule-level.ts";
import { listRules } from "./rule-list.ts";
import { lintAll, type RunOptions } from "./run.ts";
import type { ShellName } from "./start/base-image.ts";

export type { Edit, Finding, Fix, LintResult, Outcome, Severity, TargetId, TraceStep } from "./diagnostic.ts";
export type { Explanation, ProcessNode, TargetExplanation } from "./explanation.ts";
export type { Resolution, ResolvedTarget } from "./resolve.ts";
export type { RuleMeta } from "./rule.ts";
export type { Level, Levels, LevelsRead } from "./rule-level.ts";
export type { Problem, Span } from "./span.ts";
export { version } from "./version.ts";

export interface TargetOptions {
  /** Absolute; every other path is relative to it. */
  readonly cwd: string;
  /** Files and folders to look at; the working directory without it. */
  readonly paths?: readonly string[];
  /** The build context, where it is not to be found by itself. */
  readonly context?: string | null;
  /** The stage to judge; the last one without it. */
  readonly target?: string | null;
  /** Texts that take the place of what stands on disk, by path. */
  readonly texts?: ReadonlyMap<string, string>;
}

export interface LintOptions extends TargetOptions {
  /** What rules report their findings as, by id; `readRuleLevels` says which ids there are. */
  readonly levels?: Levels;
  /** Is told before each Dockerfile how many are judged, and of how many. */
  readonly progress?: (judged: number, all: number) => void;
}

export interface ExplainOptions extends TargetOptions {
  /** Judge as if `/bin/sh` were this shell. */
  readonly shell?: ShellName | null;
  /** Judge as if the last FROM named this image. */
  readonly base?: string | null;
}

/** What is wrong with the targets, and how to mend it. Never throws on what users write. */
export async function lint(options: LintOptions): Promise<LintResult> {
  const { levels, progress } = options;
  return lintAll({ ...runOptions(options), ...(progress !== undefined && { progress }) }, rules, levels);
}

/** Every rule, in the order of the alphabet. */
export const ruleList: readonly RuleMeta[] = listRules(rules);

/** Reads settings of the form `id:level`, the level being off, info, warning or error; a wrong one is told, not thrown. */
export function readRuleLevels(settings: readonly string[]): LevelsRead {
  const ids = ruleList.map(({ id }) => id);
  return readLevels(settings, ids);
}

/** What the targets start, and what a stop does to it. Never throws on what users write. */
export async function explain(options: ExplainOptions): Promise<Explanation> {
  return explainAll(runOptions(options));
}

/** What `lint` would look at, and what it would make of it before any rule: files, build context, configuration. */
export async function resolve(options: TargetOptions): Promise<Resolution> {
  return resolveAll(runOptions(options));
}

function runOptions(options: ExplainOptions): RunOptions {
  const { cwd, paths = ["."], context = null, target = null, texts, shell = null, base = null } = options;
  const disk = diskTree(cwd);
  const tree = texts === undefined || texts.size === 0 ? disk : overlayTree(disk, Object.fromEntries(texts));
  return { tree, paths, context, stage: target, shell, base, ruleIds: ruleList.map(({ id }) => id) };
}
