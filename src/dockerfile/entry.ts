import type { Problem, Span } from "../span.ts";
import type { Comment, Heredoc } from "./dockerfile.ts";
import { findHeredocMarkers, readHeredocBody } from "./heredoc.ts";
import { takesHeredocs } from "./instruction.ts";
import { joinLines, kindOfLine, type LogicalLine, readComment } from "./logical-line.ts";
import { makeProblem, makeSpan, type Source } from "./source.ts";
import { type Statement, splitStatement } from "./statement.ts";

/** A statement with the heredocs that follow it. */
export interface Entry {
  readonly statement: Statement;
  /** From the keyword to the end of the last line, heredocs included. */
  readonly span: Span;
  readonly heredocs: readonly Heredoc[];
}

/** Cuts a file into statements, from the line at index `first` on. Takes the comments and problems it meets. */
export function readEntries(
  source: Source,
  first: number,
  escapeChar: string,
  comments: Comment[],
  problems: Problem[],
): readonly Entry[] {
  const entries: Entry[] = [];
  let index = first;
  for (;;) {
    const line = source.lines[index];
    if (line === undefined) return entries;
    const kind = kindOfLine(source, line);
    if (kind === "comment") comments.push(readComment(source, line));
    if (kind !== "instruction") {
      index++;
      continue;
    }
    const joined = joinLines(source, index, escapeChar, comments);
    const statement = splitStatement(joined.mapped, escapeChar);
    const { heredocs, end, next } = takesHeredocs(statement, escapeChar)
      ? readHeredocs(source, joined, statement, problems)
      : { heredocs: [], ...joined };
    entries.push({ statement, span: makeSpan(source, statement.keyword.start, end), heredocs });
    index = next;
  }
}

function readHeredocs(source: Source, line: LogicalLine, statement: Statement, problems: Problem[]) {
  const heredocs: Heredoc[] = [];
  let { end, next } = line;
  for (const marker of findHeredocMarkers(line.mapped.text)) {
    const body = readHeredocBody(source, next, marker);
    heredocs.push(body.heredoc);
    next = body.next;
    end = source.lines[next - 1]?.end ?? end;
    if (body.terminated) continue;
    const where = marker.stripTabs ? "after tabs at most" : "with nothing before it";
    const message = `the heredoc \`${marker.name}\` has no end; add a line that holds only \`${marker.name}\`, ${where}`;
    problems.push(makeProblem(statement.keyword, message));
    break;
  }
  return { heredocs, end, next };
}
