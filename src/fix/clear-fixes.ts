import type { Edit, Finding, Fix, Outcome, TargetId } from "../diagnostic.ts";
import { compareOutcomes } from "../process/judge.ts";
import type { Stop } from "../process/stop.ts";
import type { Span } from "../span.ts";
import type { CommentedFile } from "../suppress.ts";
import type { Target } from "../target.ts";
import { applyEdits } from "./apply-fixes.ts";

/** What is kept of a target once the rules have spoken: enough to put their fixes to the test. */
export interface Checked {
  readonly id: TargetId;
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
  readonly ways: Ways;
  /** How many faults keep it from starting for certain. */
  readonly deadStarts: number;
  readonly unreadable: Target["unreadable"];
  readonly sources: Target["sources"];
  readonly comments: readonly CommentedFile[];
  /** The parts of its own file, and of those taken in, that it depends on; null for all of it. */
  readonly parts: readonly Span[] | null;
}

/** How many ways through the conditions end how. */
export interface Ways {
  readonly wrong: number;
  readonly unknown: number;
  readonly graceful: number;
}

/**
 * Judges the targets of these names in a file anew, with `texts` in place of what stands in those files; none where it
 * cannot be read then.
 */
export type CheckAgain = (
  file: Pick<TargetId, "kind" | "file">,
  texts: ReadonlyMap<string, string>,
  names: ReadonlySet<TargetId["name"]>,
) => readonly Checked[];

/**
 * The findings of all targets that are wanted, each with the first of its fixes that stands the test: it is made by itself, and every
 * target that reads one of its files is judged again. A fix goes where its finding stays, where the stop goes no better
 * for it, or where any target is worse off.
 */
export function clearFixes(
  all: readonly Checked[],
  checkAgain: CheckAgain,
  isWanted: (finding: Finding) => boolean = () => true,
): readonly Finding[] {
  const readers = readersIn(all);
  // Only a file that several targets read brings the same fix up again once a target is done with.
  const shared = new Map<string, Trial>();
  return all.flatMap((own) => {
    const trials = new Map<string, Trial>();
    const trialOf = (fix: Fix): Trial => {
      const key = JSON.stringify(fix.edits);
      const trial = shared.get(key) ?? trials.get(key) ?? tryFix(fix, readers, checkAgain);
      (trial.size > 1 ? shared : trials).set(key, trial);
      return trial;
    };
    return own.findings.filter(isWanted).map(({ otherFixes = [], ...finding }) => {
      const stands = (fix: Fix): boolean => {
        const trial = trialOf(fix);
        const after = trial.get(own) ?? null;
        return after !== null && isMended(finding, fix, own, after) && [...trial].every(isNoWorse);
      };
      const fixes = finding.fix === null ? otherFixes : [finding.fix, ...otherFixes];
      return { ...finding, fix: fixes.find(stands) ?? null };
    });
  });
}

/** The targets that read each file. */
function readersIn(all: readonly Checked[]): ReadonlyMap<string, readonly Checked[]> {
  const readers = new Map<string, Checked[]>();
  for (const checked of all) {
    for (const file of checked.sources.keys()) {
      const known = readers.get(file);
      if (known === undefined) readers.set(file, [checked]);
      else known.push(checked);
    }
  }
  return readers;
}

/** The targets that a fix touches, as they are and as they would be. */
type Trial = ReadonlyMap<Checked, Checked | null>;

function tryFix(
  { edits }: Fix,
  readers: ReadonlyMap<string, readonly Checked[]>,
  checkAgain: CheckAgain,
): Trial {
  const files = new Set(edits.map(({ file }) => file));
  const all = [...new Set([...files].flatMap((file) => readers.get(file) ?? []))];
  const touched = all.filter((checked) => edits.some((edit) => isAbout(edit, checked)));
  const sources = new Map(touched.flatMap((checked) => [...checked.sources]));
  const texts = new Map(
    [...files].map((file) => {
      const own = edits.filter((edit) => edit.file === file);
      return [file, applyEdits(sources.get(file) ?? "", own)] as const;
    }),
  );
  const again = new Map<string, readonly Checked[]>();
  return new Map(
    touched.map((checked) => {
      const { kind, file, name } = checked.id;
      const key = `${kind} ${file}`;
      const names = new Set(
        touched.flatMap(({ id }) => (id.file === file && id.kind === kind ? [id.name] : [])),
      );
      const after = again.get(key) ?? checkAgain(checked.id, texts, names);
      again.set(key, after);
      return [checked, after.find(({ id }) => id.name === name) ?? null];
    }),
  );
}

/** Whether an edit may change what a target comes to. */
function isAbout({ file, start, end }: Edit, { parts, sources }: Checked): boolean {
  if (!sources.has(file)) return false;
  const here = parts?.filter((part) => part.file === file) ?? [];
  return here.length === 0 || here.some((part) => part.start <= end && start <= part.end);
}

function isNoWorse([before, after]: readonly [Checked, Checked | null]): boolean {
  if (after === null) return false;
  // Where nothing was started nothing else could be seen of the stop.
  if (startsAfresh(before, after)) return true;
  if (after.findings.length > before.findings.length) return false;
  if (after.unreadable !== null && before.unreadable === null) return false;
  const [was, is] = [before.outcome, after.outcome];
  // Where nothing rests any more there is nothing to stop, and no service either.
  return is === "none" ? was === "none" : compareOutcomes(is, was) >= 0;
}

/** The finding is gone, and so is what was wrong; where several things are, the other findings are what is left of it. */
function isMended(finding: Finding, fix: Fix, before: Checked, after: Checked): boolean {
  const [first, last] = placeAfter(fix, finding.span);
  const stays = after.findings.some(
    ({ rule, span }) =>
      rule === finding.rule && span.file === finding.span.file && first <= span.start && span.start <= last,
  );
  if (stays) return false;
  if (startsAfresh(before, after)) return true;
  if (after.findings.length > 0 && after.findings.length < before.findings.length) return true;
  const [was, is] = [before.ways, after.ways];
  const isBetter = is.wrong === 0 || is.wrong < was.wrong;
  // `exec` in front of what siglint cannot see into is right, whatever that does; a trap has to be proven.
  return isBetter && (fix.safety === "safe" || (is.unknown <= was.unknown && is.graceful > 0));
}

/** What could not start for certain comes nearer to it. */
function startsAfresh(before: Checked, after: Checked): boolean {
  const isRead = after.unreadable === null || before.unreadable !== null;
  return isRead && after.deadStarts < before.deadStarts;
}

/** Where a span begins once a fix is made, at the first and at the last: the fix may have put something in front. */
function placeAfter({ edits }: Fix, { file, start }: Finding["span"]): readonly [number, number] {
  const here = edits.filter((edit) => edit.file === file);
  const first = here
    .filter((edit) => edit.start < start)
    .reduce((place, edit) => place + edit.text.length - (edit.end - edit.start), start);
  const inFront = here.filter((edit) => edit.start === start);
  return [first, inFront.reduce((place, { text }) => place + text.length, first)];
}

export function countWays({ plays }: Stop): Ways {
  const ends = (...outcomes: readonly Outcome[]): number => {
    const ways = plays
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ choices }) => JSON.stringify(choices.map(({ text, taken }) => [text, taken])));
    return new Set(ways).size;
  };
  return { wrong: ends("lost", "cut", "stuck"), unknown: ends("unknown"), graceful: ends("graceful") };
}
