import { rules } from "../rules/index.ts";
import { diskTree } from "./context/disk-tree.ts";
import { overlayTree } from "./context/overlay-tree.ts";
import type { LintResult } from "./diagnostic.ts";
import { explainAll } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { lintAll, type RunOptions } from "./run.ts";
import type { ShellName } from "./start/base-image.ts";

export type { Edit, Finding, Fix, LintResult, Outcome, Severity, TargetId, TraceStep } from "./diagnostic.ts";
export type { Explanation, ProcessNode, TargetExplanation } from "./explanation.ts";
export type { Problem, Span } from "./span.ts";
export { version } from "./version.ts";

export interface LintOptions {
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

export interface ExplainOptions extends LintOptions {
  /** Judge as if `/bin/sh` were this shell. */
  readonly shell?: ShellName | null;
  /** Judge as if the last FROM named this image. */
  readonly base?: string | null;
}

/** What is wrong with the targets, and how to mend it. Never throws on what users write. */
export function lint(options: LintOptions): LintResult {
  return lintAll(runOptions(options), rules);
}

/** What the targets start, and what a stop does to it. Never throws on what users write. */
export function explain(options: ExplainOptions): Explanation {
  return explainAll(runOptions(options));
}

function runOptions(options: ExplainOptions): RunOptions {
  const { cwd, paths = ["."], context = null, target = null, texts, shell = null, base = null } = options;
  const disk = diskTree(cwd);
  const tree = texts === undefined || texts.size === 0 ? disk : overlayTree(disk, Object.fromEntries(texts));
  return { tree, paths, context, stage: target, shell, base };
}
