import type { Finding, Outcome, TargetId } from "./diagnostic.ts";
import type { Comment } from "./dockerfile/dockerfile.ts";
import { type IgnoreComment, readIgnoreComment } from "./ignore-comment.ts";
import { CommentLines, FileReaches } from "./ignore-reach.ts";
import type { RuleMeta } from "./rule.ts";
import type { Levels } from "./rule-level.ts";
import type { Span } from "./span.ts";
import { reportMalformed, reportUnknown, reportUnused, unusedIgnore } from "./unused-ignore.ts";

/** The comments of one file that a target reads: a Dockerfile, or a script. */
export interface CommentedFile {
  readonly file: string;
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The instructions of a Dockerfile: a comment above one counts for all of its lines. None in a script. */
  readonly blocks: readonly Span[];
  /** The parts that are judged in full; null for all of it. Elsewhere a comment may be for what another stage starts. */
  readonly judged: readonly Span[] | null;
  /** For the findings about the comments themselves. */
  readonly target: TargetId;
  readonly outcome: Outcome;
  /** It comes out of an archive, which nobody changes. */
  readonly archived?: boolean;
}

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
  /** Findings about comments that name no rule. */
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
  const { directives, reaches, malformed } = readDirectives(files);
  const readers = readersByFile(files);
  const survives = (finding: Finding): boolean => !silence(finding, reaches);
  const kept = findings.filter(survives);
  const known = new Set([...rules, unusedIgnore].map(({ id }) => id));
  const canTell = (id: string, { file }: CommentedFile): boolean =>
    known.has(id) && readersOf(file, readers).every(({ target }) => levelsOf(target.file).get(id) !== "off");
  const unknown = directives.flatMap(({ comment, at }) => reportUnknown(comment, at, known));
  const unused = (wanted: (id: string) => boolean): readonly Finding[] =>
    directives.flatMap(({ comment, at, used }) =>
      isJudged(comment, readers)
        ? reportUnused(comment, at, (id) => wanted(id) && canTell(id, at) && !used.has(id))
        : [],
    );
  const aboutRules = [...malformed, ...unknown, ...unused((id) => id !== unusedIgnore.id)].filter(survives);
  return { kept, unused: [...aboutRules, ...unused((id) => id === unusedIgnore.id)] };
}

/** A file as every target that reads it sees it. */
type Readers = ReadonlyMap<string, readonly CommentedFile[]>;

function readersByFile(files: readonly CommentedFile[]): Readers {
  const readers = new Map<string, CommentedFile[]>();
  for (const each of files) {
    const known = readers.get(each.file);
    if (known === undefined) readers.set(each.file, [each]);
    else known.push(each);
  }
  return readers;
}

function readersOf(name: string, readers: Readers): readonly CommentedFile[] {
  return readers.get(name) ?? [];
}

/** Whether this run looks at everything that a comment could be meant for. */
function isJudged({ global, span }: IgnoreComment, readers: Readers): boolean {
  return readersOf(span.file, readers).every(
    ({ judged }) => judged === null || (!global && judged.some((part) => contains(part, span))),
  );
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

function readDirectives(files: readonly CommentedFile[]): Directives {
  const directives: Directive[] = [];
  const malformed: Finding[] = [];
  const reaches = new Map<string, FileReaches>();
  const seen = new Set<string>();
  for (const at of files) {
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
