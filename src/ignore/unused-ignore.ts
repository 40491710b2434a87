import type { Finding, Fix } from "../diagnostic.ts";
import { removeSpan, replaceSpan } from "../fix/edit.ts";
import { nearestWord } from "../nearest-word.ts";
import type { RuleMeta } from "../rule.ts";
import type { Span } from "../span.ts";
import type { CommentedFile } from "./commented-file.ts";
import type { ForeignIgnore, IgnoreComment } from "./ignore-comment.ts";

/** The rule that watches over ignore comments. It asks about the findings of all others, so it is no `Rule` itself. */
export const unusedIgnore: RuleMeta = {
  id: "unused-ignore",
  summary: "An ignore comment silences nothing, or names no rule",
  severity: "warning",
  fixable: "sometimes",
};

/** The finding of a comment that names no rule at all. */
export function reportMalformed(span: Span, at: CommentedFile): Finding {
  return finding(span, at, {
    message: "This comment does not say which rule to ignore, so it silences nothing.",
    help: "name the rule: `# siglint ignore=RULE -- reason`",
    fix: null,
  });
}

/** The finding of a comment that another linter would read. */
export function reportForeign({ id, global, span, words }: ForeignIgnore, at: CommentedFile): Finding {
  const own = `siglint ${global ? "global " : ""}ignore=${id}`;
  return finding(span, at, {
    message: `siglint reads no such comment, so \`${id}\` is not ignored.`,
    help: `write \`# ${own}\``,
    fix:
      words === null || at.archived === true
        ? null
        : // What it silences is gone from the report.
          { title: `write ${own}`, safety: "unsafe", edits: [replaceSpan(words, own)] },
  });
}

/** One finding for each rule of the comment that does not exist, with the nearest one as an unsafe fix. */
export function reportUnknown(
  comment: IgnoreComment,
  at: CommentedFile,
  known: ReadonlySet<string>,
): readonly Finding[] {
  return comment.rules
    .filter(({ id }) => !known.has(id))
    .map(({ id, span }) => {
      const meant = nearestWord(id, known);
      return finding(span, at, {
        message: `There is no rule \`${id}\` to ignore.`,
        help: meant === null ? "remove it, or name the rule that is meant" : `write \`${meant}\``,
        fix:
          meant === null || span === comment.span || at.archived === true
            ? null
            : // A guess, and what it silences is gone from the report.
              { title: `write ${meant}`, safety: "unsafe", edits: [replaceSpan(span, meant)] },
      });
    });
}

/** One finding for each rule of the comment that `isUnused` names, all with the one fix that removes all of them. */
export function reportUnused(
  comment: IgnoreComment,
  at: CommentedFile,
  isUnused: (id: string) => boolean,
): readonly Finding[] {
  const unused = comment.rules.filter(({ id }) => isUnused(id));
  const where = comment.global ? "in this file" : "here";
  const fix = unused.length === 0 || at.archived === true ? null : removal(comment, at, isUnused);
  return unused.map(({ id, span }) =>
    finding(span, at, {
      message: `\`${id}\` reports nothing ${where}, so there is nothing to ignore.`,
      help: unused.length === comment.rules.length ? "remove the comment" : `remove \`${id}\` from it`,
      fix,
    }),
  );
}

function removal(comment: IgnoreComment, at: CommentedFile, isUnused: (id: string) => boolean): Fix | null {
  if (!comment.isWhole) return null;
  const used = comment.rules.filter(({ id }) => !isUnused(id));
  if (used.length === 0) {
    const whole = wholeComment(comment.span, at.text);
    if (wakesNextLine(whole, at)) return null;
    return { title: "remove the comment", safety: "safe", edits: [removeSpan(whole)] };
  }
  const [first] = comment.rules;
  const [kept] = used;
  if (first === undefined || kept === undefined || first.span === comment.span) return null;
  // Each goes with the comma in front of it; those before the first that stays, with the comma behind.
  const edits = comment.rules.flatMap(({ id, span }, index) => {
    const before = comment.rules[index - 1];
    if (span.start === kept.span.start && before !== undefined)
      return [removeSpan({ ...span, start: first.span.start, end: span.start })];
    if (!isUnused(id) || before === undefined || span.start < kept.span.start) return [];
    return [removeSpan({ ...span, start: before.span.end })];
  });
  return { title: "remove what is not needed", safety: "safe", edits };
}

/**
 * The comment with the blanks before it; with its line end where the line holds nothing else, and with the line end
 * before it where it is the last line and has none.
 */
function wholeComment({ file, start, end }: Span, text: string): Span {
  let before = start;
  while (text[before - 1] === " " || text[before - 1] === "\t") before -= 1;
  const opensLine = before === 0 || text[before - 1] === "\n" || (before === 1 && text[0] === "\uFEFF");
  if (!opensLine) return { file, start: before, end };
  const lineEnd = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  if (lineEnd > 0) return { file, start: before, end: end + lineEnd };
  if (text[before - 1] === "\n") before -= text[before - 2] === "\r" ? 2 : 1;
  return { file, start: before, end };
}

/** What a line at the top of a file can be: a shebang, or a directive of a Dockerfile. */
const special = /^#(!|[ \t]*[a-z]\w*[ \t]*=)/i;

/** A comment at the top can keep the next line from being such a one. */
function wakesNextLine({ start, end }: Span, at: CommentedFile): boolean {
  return start <= topOf(at) && special.test(at.text.slice(end));
}

const tops = new WeakMap<CommentedFile, number>();

/** Where the special and empty lines at the top of a file end. */
function topOf(at: CommentedFile): number {
  const known = tops.get(at);
  if (known !== undefined) return known;
  const { text } = at;
  let top = text.startsWith("\uFEFF") ? 1 : 0;
  for (let end = top; end !== -1; ) {
    end = text.indexOf("\n", top);
    const line = text.slice(top, end === -1 ? undefined : end);
    if (line !== "" && !special.test(line)) break;
    top = end === -1 ? text.length : end + 1;
  }
  tops.set(at, top);
  return top;
}

function finding(span: Span, at: CommentedFile, said: Pick<Finding, "message" | "help" | "fix">): Finding {
  return {
    rule: unusedIgnore.id,
    severity: unusedIgnore.severity,
    span,
    target: at.target,
    outcome: at.outcome,
    trace: [],
    ...said,
  };
}
