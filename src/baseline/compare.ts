import type { LintResult } from "../diagnostic.ts";
import { asKnown, type KnownFinding, keyOf } from "./known-finding.ts";

/** What a baseline holds, and where it lies, relative to the working directory. */
export interface Baseline {
  readonly file: string;
  readonly findings: readonly KnownFinding[];
}

export interface Compared {
  /** The result without the findings that are known. */
  readonly result: LintResult;
  /** Known findings that the result has not; the run may not have looked for them. */
  readonly unmatched: readonly KnownFinding[];
}

/** Sets known findings and new ones apart. Of several that are alike, the upper ones count as known. */
export function compare(result: LintResult, { file, findings }: Baseline, cwd: string): Compared {
  const open = new Map<string, KnownFinding[]>();
  for (const known of findings) {
    const alike = open.get(keyOf(known));
    if (alike === undefined) open.set(keyOf(known), [known]);
    else alike.push(known);
  }
  const isNew = asKnown(result, file, cwd).map((each) => open.get(keyOf(each))?.pop() === undefined);
  const left = result.findings.filter((_, index) => isNew[index]);
  return {
    result: { ...result, findings: left, known: result.findings.length - left.length },
    unmatched: [...open.values()].flat(),
  };
}
