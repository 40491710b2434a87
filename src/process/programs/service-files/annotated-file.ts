import type { Comment } from "../../../dockerfile/dockerfile.ts";
import { type MappedText, spanOf } from "../../../mapped-text.ts";
import { findComments } from "../../../shell/comments.ts";
import type { Span } from "../../../span.ts";
import { commentIn, linesOf, readIni } from "./ini-file.ts";
import { readProcfile } from "./procfile.ts";

/** A text that lists services, with its comments, and the settings for whose lines one above them counts. */
export interface AnnotatedFile {
  readonly source: MappedText;
  readonly comments: readonly Comment[];
  readonly blocks: readonly Span[];
}

/** Looks for comments in what supervisord or a runner of Procfiles reads; null for any other text. */
export function annotateServiceFile(source: MappedText): AnnotatedFile | null {
  if (/^\[(supervisord|program:|eventlistener:|fcgi-program:)/m.test(source.text)) return annotateIni(source);
  return /(^|\/)Procfile[^/]*$/i.test(source.file) ? annotateProcfile(source) : null;
}

function annotateIni(source: MappedText): AnnotatedFile {
  const values = readIni(source).flatMap(({ options }) => [...options.values()]);
  return {
    source,
    comments: commentsIn(source, commentIn),
    blocks: values.map((value) => spanOf(value, 0, value.text.length)),
  };
}

/** A line that begins with `#` is no entry; behind a command the shell that runs it takes it for a comment. */
function annotateProcfile(source: MappedText): AnnotatedFile {
  const own = commentsIn(source, (line) => (/^[ \t]*#/.test(line) ? line.indexOf("#") : -1));
  const behind = readProcfile(source).flatMap(({ command }) => findComments(command));
  return { source, comments: [...own, ...behind], blocks: [] };
}

/** `find` gives where in a line a comment begins, -1 where there is none. */
function commentsIn(source: MappedText, find: (line: string) => number): readonly Comment[] {
  return [...linesOf(source.text)].flatMap(({ start, line }): readonly Comment[] => {
    const at = find(line);
    if (at === -1) return [];
    const text = line.slice(at).trimEnd();
    return [{ text, span: spanOf(source, start + at, start + at + text.length) }];
  });
}
