import { printBaseline, readBaseline } from "../baseline/baseline-text.ts";
import { type Baseline, type Compared, compare } from "../baseline/compare.ts";
import { asKnown, type KnownFinding } from "../baseline/known-finding.ts";
import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import { whyUnread } from "../context/why-unread.ts";
import type { LintResult } from "../diagnostic.ts";
import { quantity } from "../report/quantity.ts";
import type { LintOptions } from "./engine.ts";
import { writeOutput } from "./write/write-output.ts";

/** The baseline of one run. */
export interface KnownFindings {
  /** Leaves out what is known: what the baseline has, or all where it is about to be updated. */
  readonly hide: (result: LintResult) => LintResult;
  /** Writes the baseline where that is asked; says what is to say of it. To be called once, after `hide`. */
  readonly close: () => { readonly ok: boolean; readonly message: string | null };
}

export type Opened =
  | { readonly ok: true; readonly known: KnownFindings }
  | { readonly ok: false; readonly message: string };

/** Opens the baseline at a path as given; one that is to be updated may not be there yet. */
export function openBaseline(path: string, update: boolean, options: LintOptions): Opened {
  const tree = options.disk(options.cwd, [path]);
  const file = tree.locate(path);
  const loaded = load(file, tree, update);
  if (!loaded.ok) return loaded;
  const baseline = { file, findings: loaded.findings };
  // What is known is told of the files as they stand, not of a later pass of --fix.
  let first: { readonly found: LintResult; readonly compared: Compared } | null = null;
  const hide = (found: LintResult): LintResult => {
    const compared = compare(found, baseline, tree.cwd);
    first ??= { found, compared };
    return update ? { ...found, findings: [], known: found.findings.length } : compared.result;
  };
  const close = () => {
    if (first === null) return { ok: true, message: null };
    const gone = goneFrom(baseline, first.compared, tree, options);
    if (!update) return { ok: true, message: sayGone(gone, file) };
    const unseen = first.compared.unmatched.filter((each) => !gone.includes(each));
    const findings = [...asKnown(first.found, file, tree.cwd), ...unseen];
    const why = writeOutput(options.cwd, file, printBaseline(findings));
    if (why !== null) return { ok: false, message: `siglint: ${file} is left alone: ${why}.` };
    const news = `${first.compared.result.findings.length} new, ${gone.length} taken out`;
    return { ok: true, message: `${file} has ${quantity(findings.length, "finding")}: ${news}.` };
  };
  return { ok: true, known: { hide, close } };
}

type Loaded =
  | { readonly ok: true; readonly findings: readonly KnownFinding[] }
  | { readonly ok: false; readonly message: string };

function load(file: string, tree: FileTree, mayBeMissing: boolean): Loaded {
  const read = tree.read(file);
  if (!read.ok) {
    if (read.why === "missing" && mayBeMissing) return { ok: true, findings: [] };
    const why = read.why === "missing" ? "is not there: --update-baseline writes it" : whyUnread[read.why];
    return { ok: false, message: `The baseline ${file} ${why}` };
  }
  const parsed = readBaseline(read.text);
  if (parsed.ok) return parsed;
  const advice = "restore it, or remove it and write it anew with --update-baseline";
  return { ok: false, message: `${file} is not a baseline that siglint wrote: ${advice}` };
}

/** What is known and gone, as far as the run can tell: it has judged the target, or the target is gone too. */
function goneFrom(
  baseline: Baseline,
  { unmatched, result }: Compared,
  tree: FileTree,
  { levels, target }: LintOptions,
): readonly KnownFinding[] {
  const unread = new Set(result.problems.map(({ file }) => file));
  return unmatched.filter((known) => {
    const file = tree.locate(joinPath(dirname(baseline.file), known.target));
    if (tree.entry(file).kind === "missing") return true;
    const isJudged = result.sources.has(file) && !unread.has(file) && known.stage === target;
    return isJudged && levels.get(known.rule) !== "off";
  });
}

function sayGone(gone: readonly KnownFinding[], file: string): string | null {
  if (gone.length === 0) return null;
  const [are, them] = gone.length === 1 ? ["is", "it"] : ["are", "them"];
  return `info: ${quantity(gone.length, "finding")} of ${file} ${are} no longer there; --update-baseline takes ${them} out.`;
}
