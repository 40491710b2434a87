import { dirname, relativePath } from "../context/paths.ts";
import type { LintResult } from "../diagnostic.ts";
import { fingerprinter } from "../report/fingerprint.ts";
import { placesIn } from "../report/places.ts";

/**
 * A finding that is known and put up with. A finding of the same rule, file and text is taken for it, wherever it
 * stands in the file: lines move. Paths are relative to the folder of the baseline.
 */
export interface KnownFinding {
  readonly rule: string;
  readonly file: string;
  /** The line that it starts in, without the blanks at both ends. */
  readonly text: string;
  /** The file whose container it is of. */
  readonly target: string;
  /** The stage of a Dockerfile that was asked for; null for the last one, and for any other file. */
  readonly stage: string | null;
}

/** The findings of a result, in their order, as a baseline in `file` has them; `cwd` is absolute, with `/`. */
export function asKnown(result: LintResult, file: string, cwd: string): readonly KnownFinding[] {
  const fingerprint = fingerprinter(placesIn(result.sources));
  const fromBaseline = (path: string): string => relativePath(dirname(file), path, cwd);
  return result.findings.map(({ rule, span, target }) => ({
    rule,
    file: fromBaseline(span.file),
    text: fingerprint(rule, span.file, span).text,
    target: fromBaseline(target.file),
    stage: target.kind === "dockerfile" ? target.name : null,
  }));
}

/** What makes two findings one; how often it comes is the occurrence of their fingerprints. */
export function keyOf({ rule, file, text }: KnownFinding): string {
  return JSON.stringify([rule, file, text]);
}
