import type { Finding, Outcome, TargetId } from "./diagnostic.ts";
import type { Comment } from "./dockerfile/dockerfile.ts";
import { type IgnoreComment, readIgnoreComment } from "./ignore-comment.ts";
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
}

export interface Suppression {
  /** The findings that no comment silences, in the order given. */
  readonly kept: readonly Finding[];
  /** Findings of `unused-ignore`: comments that silence nothing, or name rules that do not exist. */
  readonly unused: readonly Finding[];
}

/** An ignore comment in force, what it covers, and the rules that it has silenced so far. */
interface Directive {
  readonly comment: IgnoreComment;
  readonly at: CommentedFile;
  /** Null for a global one, which covers its whole file. */
  readonly covers: ((span: Span) => boolean) | null;
  readonly used: Set<string>;
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
  const { directives, malformed } = readDirectives(files);
  const survives = (finding: Finding): boolean => !silence(finding, directives);
  const kept = findings.filter(survives);
  const known = new Set([...rules, unusedIgnore].map(({ id }) => id));
  const canTell = (id: string, { file }: CommentedFile): boolean =>
    known.has(id) && readersOf(file, files).every(({ target }) => levelsOf(target.file).get(id) !== "off");
  const unknown = directives.flatMap(({ comment, at }) => reportUnknown(comment, at, known));
  const unused = (wanted: (id: string) => boolean): readonly Finding[] =>
    directives.flatMap(({ comment, at, used }) =>
      isJudged(comment, files)
        ? reportUnused(comment, at, (id) => wanted(id) && canTell(id, at) && !used.has(id))
        : [],
    );
  const aboutRules = [...malformed, ...unknown, ...unused((id) => id !== unusedIgnore.id)].filter(survives);
  return { kept, unused: [...aboutRules, ...unused((id) => id === unusedIgnore.id)] };
}

/** Whether this run looks at everything that a comment could be meant for. */
function isJudged({ global, span }: IgnoreComment, files: readonly CommentedFile[]): boolean {
  return readersOf(span.file, files).every(
    ({ judged }) => judged === null || (!global && judged.some((part) => contains(part, span))),
  );
}

/** A file as every target that reads it sees it. */
function readersOf(name: string, files: readonly CommentedFile[]): readonly CommentedFile[] {
  return files.filter(({ file }) => file === name);
}

function contains(part: Span, { start }: Span): boolean {
  return part.start <= start && start < part.end;
}

/** Whether a comment silences the finding; every comment that does counts as used. */
function silence(finding: Finding, directives: readonly Directive[]): boolean {
  const spans = [finding.span, ...finding.trace.map((step) => step.span)];
  const silencing = directives.filter(
    ({ comment, at, covers }) =>
      comment.rules.some(({ id }) => id === finding.rule) &&
      spans.some((span) => span.file === at.file && (covers === null || covers(span))),
  );
  for (const { used } of silencing) used.add(finding.rule);
  return silencing.length > 0;
}

function readDirectives(files: readonly CommentedFile[]) {
  const directives: Directive[] = [];
  const malformed: Finding[] = [];
  const seen = new Set<string>();
  for (const at of files) {
    const lineStarts = commentLines(at);
    for (const comment of at.comments) {
      const read = readIgnoreComment(comment);
      const key = `${at.file}:${comment.span.start}`;
      if (read === null || seen.has(key)) continue;
      seen.add(key);
      if (read.kind === "malformed") malformed.push(reportMalformed(read.span, at));
      else {
        const covers = read.global ? null : coverage(read.span, at, lineStarts);
        directives.push({ comment: read, at, covers, used: new Set() });
      }
    }
  }
  return { directives, malformed };
}

/** The starts of the lines that hold nothing but a comment. */
function commentLines({ text, comments }: CommentedFile): ReadonlySet<number> {
  return new Set(
    comments
      .map(({ span }) => ({ span, start: lineStart(text, span.start) }))
      .filter(({ span, start }) => text.slice(start, span.start).trim() === "")
      .map(({ start }) => start),
  );
}

function coverage(
  comment: Span,
  at: CommentedFile,
  commentLines: ReadonlySet<number>,
): (span: Span) => boolean {
  const { text, blocks } = at;
  const own = lineStart(text, comment.start);
  if (!commentLines.has(own)) {
    const end = lineEnd(text, own);
    // A command over several lines has room for a comment at its end only.
    return (span) => within(own, end, span.start) || within(own, end, Math.max(span.start, span.end - 1));
  }
  let start = own;
  while (commentLines.has(start)) start = lineEnd(text, start) + 1;
  const line = lineEnd(text, start);
  const block = blocks.find((block) => within(start, line, block.start));
  const end = Math.max(line, block?.end ?? line);
  return (span) => within(start, end, span.start);
}

function within(start: number, end: number, offset: number): boolean {
  return start <= offset && offset <= end;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}
