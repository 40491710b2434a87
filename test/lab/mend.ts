import { rules } from "../../rules/index.ts";
import { checkTarget, proveFixes, type Rulebook, ruleIdsOf, settleRun } from "../../src/check-run.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { overlayTree } from "../../src/context/overlay-tree.ts";
import type { Finding, LintResult } from "../../src/diagnostic.ts";
import { fixAll } from "../../src/fix/fix-all.ts";
import { judgeAll } from "../../src/run.ts";
import { buildContextOf, runWith } from "./build-context.ts";
import type { LabRun } from "./container.ts";

/** A run once fixes are made. */
export interface Mended {
  readonly run: LabRun;
  /** What siglint still finds. */
  readonly left: readonly Finding[];
}

/** A run as siglint sees it, with its safe fixes made, and with the unsafe ones as well; null where there is none. */
export interface Mend {
  readonly found: readonly Finding[];
  readonly safe: Mended | null;
  readonly unsafe: Mended | null;
}

const rulebook: Rulebook = { rules, asked: new Map() };

/** What a user would say of this container: its services are programs that nobody else knows. */
const configuration = { ".siglint.yaml": "services: [app, app2, app3]\ngracePeriod: 2.6\n" };

/** Lints what a user would have to get this run, with all rules, and makes their fixes. */
export async function mend(run: LabRun): Promise<Mend> {
  const { files, base, target } = buildContextOf(run);
  const own = files.map(({ path, text, executable }) => [path, { text, executable }] as const);
  const tree = memoryTree({ ...configuration, ...Object.fromEntries(own) });
  const options = {
    tree,
    paths: [target.file],
    context: null,
    stage: null,
    shell: null,
    base,
    ruleIds: ruleIdsOf(rulebook),
  };
  // What several containers of one file run into is told once, of one of them; here it counts for this one too.
  const isWanted = (finding: Finding): boolean => finding.target.name === target.name;
  const lint = async (texts: ReadonlyMap<string, string>): Promise<LintResult> => {
    const given = { ...options, tree: overlayTree(tree, Object.fromEntries(texts)) };
    const judged = await judgeAll(given, (each, settings) => checkTarget(each, settings, rulebook));
    const { findings } = proveFixes(judged.kept, judged, given, rulebook, isWanted);
    const { kept, problems, sources } = judged;
    return {
      findings: settleRun(findings, judged, rulebook).filter(isWanted),
      problems,
      sources,
      targets: kept.length,
    };
  };
  const fix = async (unsafe: boolean): Promise<Mended | null> => {
    const { fixed, changes, result } = await fixAll(lint, { unsafe });
    const texts = new Map(changes.flat().map(({ file, after }) => [file, after]));
    return fixed === 0 ? null : { run: runWith(run, texts), left: result.findings };
  };
  const { findings } = await lint(new Map());
  const hasFix = findings.some((finding) => finding.fix !== null);
  return {
    found: findings,
    safe: hasFix ? await fix(false) : null,
    unsafe: hasFix ? await fix(true) : null,
  };
}
