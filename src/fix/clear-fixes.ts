import type { Finding, Fix } from "../diagnostic.ts";
import { compareOutcomes } from "../process/judge.ts";
import type { Checked } from "./checked.ts";
import { readersAmong } from "./readers.ts";
import { type CheckAgain, type Trial, tryFix } from "./trial.ts";

/**
 * Targets that are judged again in one run for fixes of others: where a file has forty services or more, and each a
 * fix that any may depend on, the last fixes are not tried, and so not offered.
 */
const MOST_JUDGED = 2000;

/** Findings, each with the first of its fixes that stands the test. */
export interface Proven {
  readonly findings: readonly Finding[];
  /** How many go without, since there was too much to try. */
  readonly untried: number;
}

/**
 * The findings of all targets that are wanted, each with the first of its fixes that stands the test: it is made by itself, and every
 * target that reads one of its files is judged again. A fix goes where its finding stays, where the stop goes no better
 * for it, or where any target is worse off.
 */
export function clearFixes(
  all: readonly Checked[],
  checkAgain: CheckAgain,
  isWanted: (finding: Finding) => boolean = () => true,
): Proven {
  const readers = readersAmong(all);
  // Only a file that several targets read brings the same fix up again once a target is done with.
  const shared = new Map<string, Trial>();
  let left = MOST_JUDGED;
  let untried = 0;
  const harmless = new Map<Trial, boolean>();
  const isHarmless = (trial: Trial): boolean => {
    const answer = harmless.get(trial) ?? [...trial.targets].every(isNoWorse);
    if (trial.targets.size > 1) harmless.set(trial, answer);
    return answer;
  };
  const findings = all.flatMap((own) => {
    const trials = new Map<string, Trial>();
    const trialOf = (fix: Fix): Trial | "untried" => {
      const key = JSON.stringify(fix.edits);
      const known = shared.get(key) ?? trials.get(key);
      if (known !== undefined) return known;
      if (left <= 0) return "untried";
      const trial = tryFix(fix, readers, checkAgain);
      left -= trial.targets.size - 1;
      (trial.targets.size > 1 ? shared : trials).set(key, trial);
      return trial;
    };
    return own.findings.filter(isWanted).map(({ otherFixes = [], ...finding }) => {
      const stands = (fix: Fix): boolean => {
        const trial = trialOf(fix);
        if (trial === "untried") return false;
        const after = trial.targets.get(own) ?? null;
        return after !== null && isMended(finding, fix, trial, [own, after]) && isHarmless(trial);
      };
      const fixes = finding.fix === null ? otherFixes : [finding.fix, ...otherFixes];
      const fix = fixes.find(stands) ?? null;
      if (fix === null && fixes.some((each) => trialOf(each) === "untried")) untried += 1;
      return { ...finding, fix };
    });
  });
  return { findings, untried };
}

function isNoWorse([before, after]: readonly [Checked, Checked | null]): boolean {
  if (after === null) return false;
  // Where nothing was started nothing else could be seen of the stop.
  if (startsAfresh(before, after)) return true;
  if (after.findings.length > before.findings.length) return false;
  if (after.unreadable !== null && before.unreadable === null) return false;
  const [was, is] = [before.outcome, after.outcome];
  // Where nothing rests any more there is nothing to stop, and no service either.
  return is === "none" ? was === "none" || !before.serves : compareOutcomes(is, was) >= 0;
}

/** The finding is gone, and so is what was wrong; where several things are, the other findings are what is left of it. */
function isMended(
  finding: Finding,
  fix: Fix,
  trial: Trial,
  [before, after]: readonly [Checked, Checked],
): boolean {
  const places = trial.placeAfter(finding.span);
  if (places === null) return false;
  const [first, last] = places;
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
  const isWell = is.graceful > 0 || (!before.serves && is.ended > 0);
  return isBetter && (fix.safety === "safe" || (is.unknown <= was.unknown && isWell));
}

/** What could not start for certain comes nearer to it. */
function startsAfresh(before: Checked, after: Checked): boolean {
  const isRead = after.unreadable === null || before.unreadable !== null;
  return isRead && after.deadStarts < before.deadStarts;
}
