import { commentedFiles } from "./commented-files.ts";
import type { Settings } from "./config/settings.ts";
import { overlayTree } from "./context/overlay-tree.ts";
import { type Finding, settleFindings, type TargetId } from "./diagnostic.ts";
import type { TargetFile } from "./discover/target-file.ts";
import { type CheckAgain, type Checked, clearFixes } from "./fix/clear-fixes.ts";
import { keepLineEnds } from "./fix/line-ends.ts";
import { type JudgeFilesOptions, judgeFile, type Run, type Surroundings } from "./judge-files.ts";
import type { Rule } from "./rule.ts";
import { atLevels, type Levels } from "./rule-level.ts";
import { suppress } from "./suppress.ts";
import type { Target } from "./target.ts";
import { unusedIgnore } from "./unused-ignore.ts";

/** The rules that there are, and the levels that were asked for, which win over configuration. */
export interface Rulebook {
  readonly rules: readonly Rule[];
  readonly asked: Levels;
}

/** The rules that configuration may speak of. */
export function ruleIdsOf({ rules }: Rulebook): readonly string[] {
  return [...rules, unusedIgnore].map(({ id }) => id);
}

/** What the rules say about each target of a run, the fixes as proposed. */
export function checkRun({ judged, settingsOf }: Run, rulebook: Rulebook): readonly Checked[] {
  return judged.map(({ target }) => check(target, settingsOf(target.id.file), rulebook));
}

/** The findings that are wanted, each with the first of its fixes that stands the test. */
export function proveFixes(
  checked: readonly Checked[],
  around: Surroundings,
  options: JudgeFilesOptions,
  rulebook: Rulebook,
  isWanted: (finding: Finding) => boolean = () => true,
): readonly Finding[] {
  const checkAgain: CheckAgain = ({ id }, texts) => {
    const tree = overlayTree(options.tree, Object.fromEntries(texts));
    if (id.kind === "image") return null;
    const named: TargetFile = { kind: id.kind, file: id.file, onlyIfItStarts: null, named: false };
    const judged = judgeFile(named, { ...options, tree }, around)?.judged ?? [];
    const again = judged.find(({ target }) => isSame(target.id, id));
    return again === undefined ? null : check(again.target, around.settingsOf(id.file), rulebook);
  };
  return clearFixes(checked, checkAgain, isWanted);
}

function isSame(one: TargetId, other: TargetId): boolean {
  return one.kind === other.kind && one.file === other.file && one.name === other.name;
}

/** The findings that no comment silences, and those about the comments; at the levels of their targets, in order. */
export function settleRun(
  findings: readonly Finding[],
  { judged, settingsOf }: Pick<Run, "judged" | "settingsOf">,
  { rules, asked }: Rulebook,
): readonly Finding[] {
  const levelsOf = (file: string): Levels => levelsFor(settingsOf(file), asked);
  const { kept, unused } = suppress(findings, judged.flatMap(commentedFiles), rules, levelsOf);
  return settleFindings(atLevels([...kept, ...unused], levelsOf));
}

function levelsFor({ levels }: Settings, asked: Levels): Levels {
  return new Map([...levels, ...asked]);
}

function check(target: Target, settings: Settings, { rules, asked }: Rulebook): Checked {
  const levels = levelsFor(settings, asked);
  const findings = rules.flatMap((rule) => (levels.get(rule.id) === "off" ? [] : rule.check(target)));
  return { target, findings: findings.map((finding) => keepLineEnds(finding, target.sources)) };
}
