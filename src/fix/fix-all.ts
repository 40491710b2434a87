import type { LintResult } from "../diagnostic.ts";
import { applyFixes, type FixChoice } from "./apply-fixes.ts";

/** Judges everything again, with `texts` in place of what stands in those files. */
export type LintAgain = (texts: ReadonlyMap<string, string>) => LintResult | Promise<LintResult>;

export interface FixRun {
  /** What is left after the last pass. */
  readonly result: LintResult;
  /** How many fixes were made. */
  readonly fixed: number;
  readonly changes: readonly ChangeSet[];
}

/** Files that some fix changed together: they are written together, or not at all. */
export type ChangeSet = readonly FileChange[];

export interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const passes = 10;

/**
 * Makes fixes, looks again, and so on until nothing is left to fix, for up to ten passes: one fix can make way for
 * another. A pass after which siglint reads less than before is taken back, and is the last.
 */
export async function fixAll(lintAgain: LintAgain, choice: FixChoice): Promise<FixRun> {
  let texts: ReadonlyMap<string, string> = new Map();
  let result = await lintAgain(texts);
  let fixed = 0;
  const originals = new Map<string, string>();
  const together: (readonly string[])[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const applied = applyFixes(result.sources, result.findings, choice);
    if (applied.texts.size === 0) break;
    const nextTexts = new Map([...texts, ...applied.texts]);
    const next = await lintAgain(nextTexts);
    if (next.problems.length > result.problems.length) break;
    for (const file of applied.texts.keys()) {
      if (!originals.has(file)) originals.set(file, result.sources.get(file) ?? "");
    }
    const ofSeveral = applied.fixes
      .map(({ edits }) => [...new Set(edits.map(({ file }) => file))])
      .filter((files) => files.length > 1);
    together.push(...ofSeveral);
    texts = nextTexts;
    result = next;
    fixed += applied.fixes.length;
  }
  const changed = [...originals].flatMap(([file, before]) => {
    const after = texts.get(file) ?? before;
    return after === before ? [] : [{ file, before, after }];
  });
  return { result, fixed, changes: joinChanges(changed, together) };
}

function joinChanges(
  changes: readonly FileChange[],
  together: readonly (readonly string[])[],
): readonly ChangeSet[] {
  let groups: (readonly string[])[] = changes.map(({ file }) => [file]);
  for (const files of together) {
    const touched = groups.filter((group) => group.some((file) => files.includes(file)));
    if (touched.length > 1) groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  const inOrder = changes.toSorted((one, other) => (one.file < other.file ? -1 : 1));
  return groups
    .map((group) => inOrder.filter(({ file }) => group.includes(file)))
    .toSorted((one, other) => ((one[0]?.file ?? "") < (other[0]?.file ?? "") ? -1 : 1));
}
