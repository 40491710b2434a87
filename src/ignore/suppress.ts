import type { Finding } from "../diagnostic.ts";
import type { RuleMeta } from "../rule.ts";
import type { Levels } from "../rule-level.ts";
import type { Span } from "../span.ts";
import type { CommentedFile } from "./commented-file.ts";
import { type IgnoreComment, readIgnoreComment } from "./ignore-comment.ts";
import { CommentLines, FileReaches } from "./ignore-reach.ts";
import {
  reportForeign,
  reportMalformed,
  reportUnknown,
  reportUnused,
  unusedIgnore,
} from "./unused-ignore.ts";

export interface Suppression {
  /** The findings that no comment silences, in the order given. */
  readonly kept: readonly Finding[];
  /** Findings of `unused-ignore`: comments that silence nothing, or name rules that do not exist. */
  readonly unused: readonly Finding[];
}

/** An ignore comment in force, and the rules that it has silenced so far. */
interface Directive {
  readonly comment: IgnoreComment;
  readonly at: CommentedFile;
  readonly used: ReadonlySet<string>;
}

interface Directives {
  readonly directives: readonly Directive[];
  readonly reaches: ReadonlyMap<string, FileReaches>;
  /** Findings about comments that name no rule, or in words that siglint does not read. */
  readonly malformed: readonly Finding[];
}

/**
 * Silences findings by comments on their own line or the line above, at the finding itself or at any step of its
 * trace. `rules` are those that exist, and what one that is off would report cannot be told; `files` may name one file
 * several times, once per target that reads it.
 */
export function suppress(
  findings: readonly Finding[],
  files: readonly CommentedFile[],
  rules: readonly Pick<RuleMeta, "id">[],
  levelsOf: (target: string) => Levels = () => new Map(),
): Suppression {
  const known = new Set([...rules, unusedIgnore].map(({ id }) => id));
  const { directives, reaches, malformed } = readDirectives(files, known);
  const readings = readingsOf(files);
  const survives = (finding: Finding): boolean => !silence(finding, reaches);
  const kept = findings.filter(survives);
  const canTell = (id: string, { file }: CommentedFile): boolean =>
    known.has(id) &&
    [...(readings.get(file)?.targets ?? [])].every((each) => levelsOf(each).get(id) !== "off");
  const unknown = directives.flatMap(({ comment, at }) => reportUnknown(comment, at, known));
  const unused = (wanted: (id: string) => boolean): readonly Finding[] =>
    directives.flatMap(({ comment, at, used }) =>
      isJudged(comment, readings)
        ? reportUnused(comment, at, (id) => wanted(id) && canTell(id, at) && !used.has(id))
        : [],
    );
  const aboutRules = [...malformed, ...unknown, ...unused((id) => id !== unusedIgnore.id)].filter(survives);
  return { kept, unused: [...aboutRules, ...unused((id) => id === unusedIgnore.id)] };
}

/** What is known of a file from all targets that read it. */
interface Reading {
  /** The files of the targets. */
  readonly targets: Set<string>;
  /** What of it they look at, where that is not all of it. */
  readonly judged: Set<readonly Span[]>;
}

type Readings = ReadonlyMap<string, Reading>;

function readingsOf(files: readonly CommentedFile[]): Readings {
  const readings = new Map<string, Reading>();
  for (const { file, target, judged } of files) {
    const reading: Reading = readings.get(file) ?? { targets: new Set(), judged: new Set() };
    readings.set(file, reading);
    reading.targets.add(target.file);
    if (judged !== null) reading.judged.add(judged);
  }
  return readings;
}

/** Whether this run looks at everything that a comment could be meant for. */
function isJudged({ global, span }: IgnoreComment, readings: Readings): boolean {
  const judged = [...(readings.get(span.file)?.judged ?? [])];
  return judged.every((parts) => !global && parts.some((part) => contains(part, span)));
}

function contains(part: Span, { file, start }: Span): boolean {
  return part.file === file && part.start <= start && start < part.end;
}

/** Whether a comment silences the finding; every comment that does counts as used. */
function silence({ rule, span, trace }: Finding, reaches: ReadonlyMap<string, FileReaches>): boolean {
  const spans = [span, ...trace.map((step) => step.span)];
  const silencing = spans
    .flatMap((place) => reaches.get(place.file)?.around(place) ?? [])
    .filter(({ rules }) => rules.has(rule));
  for (const { used } of silencing) used.add(rule);
  return silencing.length > 0;
}

function readDirectives(files: readonly CommentedFile[], known: ReadonlySet<string>): Directives {
  const directives: Directive[] = [];
  const malformed: Finding[] = [];
  const reaches = new Map<string, FileReaches>();
  const seen = new Set<string>();
  // Those of a file that describes thousands of containers are the same for each of them.
  const looked = new Set<CommentedFile["comments"]>();
  for (const at of files) {
    if (looked.has(at.comments)) continue;
    looked.add(at.comments);
    let lines: CommentLines | null = null;
    for (const comment of at.comments) {
      const read = readIgnoreComment(comment);
      const key = `${at.file}:${comment.span.start}`;
      if (read === null || seen.has(key)) continue;
      seen.add(key);
      if (read.kind === "malformed") {
        malformed.push(reportMalformed(read.span, at));
        continue;
      }
      if (read.kind === "foreign") {
        if (known.has(read.id)) malformed.push(reportForeign(read, at));
        continue;
      }
      lines ??= new CommentLines(at);
      const inFile = reaches.get(at.file) ?? new FileReaches();
      reaches.set(at.file, inFile);
      const { rules, used } = inFile.of(read.global ? null : read.span, lines);
      for (const { id } of read.rules) rules.add(id);
      directives.push({ comment: read, at, used });
    }
  }
  return { directives, reaches, malformed };
}
