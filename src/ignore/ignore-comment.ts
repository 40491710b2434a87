import type { Comment } from "../dockerfile/dockerfile.ts";
import type { Span } from "../span.ts";

/** `# siglint ignore=rule,rule -- reason`, with `;` where that begins a comment too; `global` silences the whole file. */
export interface IgnoreComment {
  readonly kind: "ignore";
  readonly global: boolean;
  readonly rules: readonly NamedRule[];
  /** Whether these are all that it names. */
  readonly isWhole: boolean;
  readonly span: Span;
}

export interface NamedRule {
  readonly id: string;
  readonly span: Span;
}

/** A comment that is meant to silence something, but names no rule. */
export interface MalformedIgnore {
  readonly kind: "malformed";
  readonly span: Span;
}

/** What may be a comment that silences a rule, in the words of another linter; or prose, where there is no such rule. */
export interface ForeignIgnore {
  readonly kind: "foreign";
  readonly global: boolean;
  readonly id: string;
  readonly span: Span;
  /** From the name of siglint to that of the rule; null where the text is not what stands in the file. */
  readonly words: Span | null;
}

const foreign =
  /^([#;]+[ \t]*)siglint[ \t:-]+(global[ \t]+)?(?:ignore|disable)(?:-next-line|-line|-file)?[ \t=:]+([a-z]+(?:-[a-z]+)+)/i;
const directive = /^[#;]+[ \t]*siglint(?:[ \t]*:)?[ \t]+(global[ \t]+)?ignore[ \t]*(?:[=:]|\[|--|$)/;
const ruleList = /=[ \t]*[^\s,]+(?:[ \t]*,[ \t]*[^\s,]+)*/y;

/** Rules that one comment may name; there are fewer. */
const MOST_RULES = 100;

/** What a comment asks for; null for all comments that are not about ignoring. */
export function readIgnoreComment(comment: Comment): IgnoreComment | MalformedIgnore | ForeignIgnore | null {
  const { text, span } = comment;
  const opening = directive.exec(text.trimEnd());
  if (opening === null) return readForeign(comment);
  ruleList.lastIndex = opening[0].length - 1;
  const list = ruleList.exec(text);
  if (list === null) return { kind: "malformed", span };
  // Then the whole comment stands in.
  const verbatim = isVerbatim(comment);
  const names = [...list[0].matchAll(/[^\s,=]+/g)];
  const rules = names.slice(0, MOST_RULES).map((match) => {
    const id = match[0];
    const start = span.start + list.index + match.index;
    return { id, span: verbatim ? { file: span.file, start, end: start + id.length } : span };
  });
  const isWhole = names.length <= MOST_RULES;
  return { kind: "ignore", global: opening[1] !== undefined, rules, isWhole, span };
}

function readForeign(comment: Comment): ForeignIgnore | null {
  const [whole = "", lead = "", global, id] = foreign.exec(comment.text) ?? [];
  if (id === undefined) return null;
  const { span } = comment;
  const words = { ...span, start: span.start + lead.length, end: span.start + whole.length };
  return {
    kind: "foreign",
    global: global !== undefined,
    id: id.toLowerCase(),
    span,
    words: isVerbatim(comment) ? words : null,
  };
}

/** Inside a JSON string or over joined lines the text is not what stands in the file. */
function isVerbatim({ text, span }: Comment): boolean {
  return span.end - span.start === text.length;
}
