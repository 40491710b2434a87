import { rules } from "../rules/index.ts";
import { rememberLayers } from "./archive/layer-cache.ts";
import type { LintResult } from "./diagnostic.ts";
import { explainAll } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { type FixRun, fixAll } from "./fix/fix-all.ts";
import type { ExplainOptions, FixOptions, LintOptions, TargetOptions } from "./library-options.ts";
import type { Resolution } from "./resolution.ts";
import { resolveAll } from "./resolve.ts";
import { type LevelsRead, readLevels } from "./rule-level.ts";
import { listRules } from "./rule-list.ts";
import type { RuleMeta } from "./rule-meta.ts";
import { lintAll } from "./run.ts";
import { runOptions } from "./run-options.ts";

export type { KnownLayer, LayerCache } from "./archive/layer-cache.ts";
export type { MemoryFile } from "./context/memory-tree.ts";
export type { Edit, Finding, Fix, LintResult, Outcome, Severity, TargetId, TraceStep } from "./diagnostic.ts";
export type { Explanation, ProcessNode, TargetExplanation } from "./explanation.ts";
export type { ChangeSet, FileChange, FixRun } from "./fix/fix-all.ts";
export type {
  ExplainOptions,
  FixOptions,
  InMemory,
  LintOptions,
  OnDisk,
  TargetOptions,
} from "./library-options.ts";
export type { Resolution, ResolvedTarget } from "./resolution.ts";
export type { Level, Levels, LevelsRead } from "./rule-level.ts";
export type { RuleMeta } from "./rule-meta.ts";
export type { Problem, Span } from "./span.ts";
export { version } from "./version.ts";

/** Every rule, in the order of the alphabet. */
export const ruleList: readonly RuleMeta[] = listRules(rules);

const ruleIds = ruleList.map(({ id }) => id);

/** What is wrong with the targets, and how to mend it. Never throws on what users write. */
export async function lint(options: LintOptions): Promise<LintResult> {
  const { levels, progress } = options;
  const run = { ...runOptions(options, ruleIds), ...(progress !== undefined && { progress }) };
  return lintAll(run, rules, levels);
}

/** The texts that the fixes of the findings make, and what is left to find. Writes nothing. */
export async function fix({ unsafe = false, mayEdit, ...options }: FixOptions): Promise<FixRun> {
  const { layers = rememberLayers() } = options;
  const lintAgain = (texts: ReadonlyMap<string, string>): Promise<LintResult> =>
    lint({ ...options, layers, texts: new Map([...(options.texts ?? []), ...texts]) });
  return fixAll(lintAgain, { unsafe, ...(mayEdit !== undefined && { mayEdit }) });
}

/** What the targets start, and what a stop does to it. Never throws on what users write. */
export async function explain(options: ExplainOptions): Promise<Explanation> {
  return explainAll(runOptions(options, ruleIds));
}

/** What `lint` would look at, and what it would make of it before any rule: files, build context, configuration. */
export async function resolve(options: TargetOptions): Promise<Resolution> {
  return resolveAll(runOptions(options, ruleIds));
}

/** Reads settings of the form `id:level`, the level being off, info, warning or error; a wrong one is told, not thrown. */
export function readRuleLevels(settings: readonly string[]): LevelsRead {
  return readLevels(settings, ruleIds);
}
