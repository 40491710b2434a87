import { checkTarget, proveFixes, type Rulebook, ruleIdsOf, settleRun } from "./check-run.ts";
import type { LintResult } from "./diagnostic.ts";
import { discover } from "./discover/discover.ts";
import type { TargetFileKind } from "./discover/target-file.ts";
import type { JudgeFilesOptions } from "./judge/file-to-judge.ts";
import { judgeFiles, type Keep, type Run } from "./judge/judge-files.ts";
import type { Rule } from "./rule.ts";
import type { Levels } from "./rule-level.ts";

export interface RunOptions extends JudgeFilesOptions {
  readonly paths: readonly string[];
  /** What a file that is named, and standard input, is taken for; null to tell by its name and content. */
  readonly kind?: TargetFileKind | null;
}

/** The straight line, stages 1 to 6 (DESIGN.md, section 2). Total: what cannot be read is a problem. */
export async function judgeAll<Kept>(options: RunOptions, keep: Keep<Kept>): Promise<Run<Kept>> {
  const { paths, tree, kind, images = [] } = options;
  // Whoever asks for images alone does not ask for the files around.
  const isAsked = paths.length > 0 || images.length === 0;
  return judgeFiles(isAsked ? discover(paths, tree, kind) : { targets: [], problems: [] }, options, keep);
}

/** The rest of the line: rules, their fixes put to the test, then what comments silence. A rule that is off is not run. */
export async function lintAll(
  given: Omit<RunOptions, "ruleIds">,
  rules: readonly Rule[],
  asked: Levels = new Map(),
): Promise<LintResult> {
  const rulebook: Rulebook = { rules, asked };
  const options = { ...given, ruleIds: ruleIdsOf(rulebook) };
  const run = await judgeAll(options, (judged, settings) => checkTarget(judged, settings, rulebook));
  const { problems, kept, sources } = run;
  const proven = proveFixes(kept, run, options, rulebook);
  const findings = settleRun(proven.findings, run, rulebook);
  const unknown = kept.filter(({ outcome }) => outcome === "unknown").length;
  return { findings, problems, targets: kept.length, unknown, untried: proven.untried, sources };
}
