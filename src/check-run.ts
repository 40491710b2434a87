import type { Settings } from "./config/settings.ts";
import { overlayTree } from "./context/overlay-tree.ts";
import { type Finding, settleFindings } from "./diagnostic.ts";
import type { TargetFile } from "./discover/target-file.ts";
import { type Checked, countWays, hasServices } from "./fix/checked.ts";
import { clearFixes, type Proven } from "./fix/clear-fixes.ts";
import { keepLineEnds } from "./fix/line-ends.ts";
import type { CheckAgain } from "./fix/trial.ts";
import { commentedFiles } from "./ignore/commented-files.ts";
import { suppress } from "./ignore/suppress.ts";
import { unusedIgnore } from "./ignore/unused-ignore.ts";
import { settleArchived } from "./judge/archived-finding.ts";
import type { JudgeFilesOptions } from "./judge/file-to-judge.ts";
import { judgeFile, type Run, type Surroundings } from "./judge/judge-files.ts";
import type { Judged } from "./judge/judge-target.ts";
import type { Rule } from "./rule.ts";
import { atLevels, type Levels } from "./rule-level.ts";

/** The rules that there are, and the levels that were asked for, which win over configuration. */
export interface Rulebook {
  readonly rules: readonly Rule[];
  readonly asked: Levels;
}

/** The rules that configuration may speak of. */
export function ruleIdsOf({ rules }: Rulebook): readonly string[] {
  return [...rules, unusedIgnore].map(({ id }) => id);
}

/** What the rules say about a target, the fixes as proposed. */
export function checkTarget(judged: Judged, settings: Settings, { rules, asked }: Rulebook): Checked {
  const { target } = judged;
  const { id, stop, startFaults, unreadable, sources } = target;
  const levels = levelsFor(settings, asked);
  const findings = rules.flatMap((rule) => (levels.get(rule.id) === "off" ? [] : rule.check(target)));
  return {
    id,
    outcome: stop.outcome,
    ways: countWays(stop),
    serves: hasServices(stop),
    deadStarts: startFaults.filter(({ certain }) => certain).length,
    unreadable,
    sources,
    findings: findings.map((finding) => keepLineEnds(settleArchived(finding, target), sources)),
    comments: commentedFiles(judged),
    parts: partsOf(judged),
  };
}

function partsOf({ subject }: Judged): Checked["parts"] {
  const parts = subject.container?.parts;
  if (parts === undefined) return null;
  return new Map(subject.texts.map(({ file }) => [file, parts.filter((part) => part.file === file)]));
}

/** The findings that are wanted, each with the first of its fixes that stands the test. */
export function proveFixes(
  checked: readonly Checked[],
  around: Surroundings,
  options: JudgeFilesOptions,
  rulebook: Rulebook,
  isWanted: (finding: Finding) => boolean = () => true,
): Proven {
  const checkAgain: CheckAgain = ({ kind, file }, texts, names) => {
    const tree = overlayTree(options.tree, Object.fromEntries(texts));
    if (kind === "image") return [];
    const named: TargetFile = { kind, file, onlyIfItStarts: null };
    const judged = judgeFile(named, { ...options, tree, names }, around)?.judged ?? [];
    return judged.map((again) => checkTarget(again, around.settingsOf(file), rulebook));
  };
  return clearFixes(checked, checkAgain, isWanted);
}

/** The findings that no comment silences, and those about the comments; at the levels of their targets, in order. */
export function settleRun(
  findings: readonly Finding[],
  { kept, settingsOf }: Pick<Run<Checked>, "kept" | "settingsOf">,
  { rules, asked }: Rulebook,
): readonly Finding[] {
  const known = new Map<string, Levels>();
  const levelsOf = (file: string): Levels => {
    const levels = known.get(file) ?? levelsFor(settingsOf(file), asked);
    known.set(file, levels);
    return levels;
  };
  const files = kept.flatMap(({ comments }) => comments);
  const suppressed = suppress(findings, files, rules, levelsOf);
  return settleFindings(atLevels([...suppressed.kept, ...suppressed.unused], levelsOf));
}

function levelsFor({ levels }: Settings, asked: Levels): Levels {
  return new Map([...levels, ...asked]);
}
