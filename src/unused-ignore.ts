import type { Finding, Fix } from "./diagnostic.ts";
import { removeSpan, replaceSpan } from "./fix/edit.ts";
import type { IgnoreComment } from "./ignore-comment.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Span } from "./span.ts";
import type { CommentedFile } from "./suppress.ts";

/** The rule that watches over ignore comments. */
export const unusedIgnore = "unused-ignore";

export function reportMalformed(span: Span, at: CommentedFile): Finding {
  return finding(span, at, {
    message: "This comment does not say which rule to ignore, so it silences nothing.",
    help: "name the rule: `# siglint ignore=RULE -- reason`",
    fix: null,
  });
}

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
          meant === null || span === comment.span
            ? null
            : { title: `write ${meant}`, safety: "safe", edits: [replaceSpan(span, meant)] },
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
  return unused.map(({ id, span }) =>
    finding(span, at, {
      message: `\`${id}\` reports nothing ${where}, so there is nothing to ignore.`,
      help: unused.length === comment.rules.length ? "remove the comment" : `remove \`${id}\` from it`,
      fix: removal(comment, at, isUnused),
    }),
  );
}

function removal(comment: IgnoreComment, at: CommentedFile, isUnused: (id: string) => boolean): Fix | null {
  const used = comment.rules.filter(({ id }) => !isUnused(id));
  if (used.length === 0) {
    return {
      title: "remove the comment",
      safety: "safe",
      edits: [removeSpan(wholeComment(comment.span, at.text))],
    };
  }
  const first = comment.rules[0]?.span;
  const last = comment.rules.at(-1)?.span;
  if (first === undefined || last === undefined || first === comment.span) return null;
  const list = { file: first.file, start: first.start, end: last.end };
  const rest = used.map(({ id }) => id).join(",");
  return { title: "remove what is not needed", safety: "safe", edits: [replaceSpan(list, rest)] };
}

/** The comment with the blanks before it; with its line end where the line holds nothing else. */
function wholeComment(span: Span, text: string): Span {
  const before = text.slice(0, span.start).replace(/[ \t]+$/, "").length;
  const opensLine = before === 0 || text[before - 1] === "\n" || (before === 1 && text[0] === "\uFEFF");
  if (!opensLine) return { file: span.file, start: before, end: span.end };
  const lineEnd = /^\r?\n/.exec(text.slice(span.end, span.end + 2))?.[0].length ?? 0;
  return { file: span.file, start: before, end: span.end + lineEnd };
}

function finding(span: Span, at: CommentedFile, said: Pick<Finding, "message" | "help" | "fix">): Finding {
  return {
    rule: unusedIgnore,
    severity: "warning",
    span,
    target: at.target,
    outcome: at.outcome,
    trace: [],
    ...said,
  };
}
