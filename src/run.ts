import { checkRun, proveFixes, type Rulebook, ruleIdsOf, settleRun } from "./check-run.ts";
import type { LintResult } from "./diagnostic.ts";
import { discover } from "./discover/discover.ts";
import { type JudgeFilesOptions, judgeFiles, type Run } from "./judge-files.ts";
import type { Rule } from "./rule.ts";
import type { Levels } from "./rule-level.ts";

export interface RunOptions extends JudgeFilesOptions {
  readonly paths: readonly string[];
}

/** The straight line, stages 1 to 6 (DESIGN.md, section 2). Total: what cannot be read is a problem. */
export async function judgeAll(options: RunOptions): Promise<Run> {
  return judgeFiles(discover(options.paths, options.tree), options);
}

/** The rest of the line: rules, their fixes put to the test, then what comments silence. A rule that is off is not run. */
export async function lintAll(
  given: Omit<RunOptions, "ruleIds">,
  rules: readonly Rule[],
  asked: Levels = new Map(),
): Promise<LintResult> {
  const rulebook: Rulebook = { rules, asked };
  const options = { ...given, ruleIds: ruleIdsOf(rulebook) };
  const run = await judgeAll(options);
  const findings = proveFixes(checkRun(run, rulebook), run, options, rulebook);
  const { problems, judged, sources } = run;
  const unknown = judged.filter(({ target }) => target.stop.outcome === "unknown").length;
  return { findings: settleRun(findings, run, rulebook), problems, targets: judged.length, unknown, sources };
}
