import { type MappedText, sourceOffset } from "../mapped-text.ts";
import type { Statement, SyntaxNode } from "../shell/syntax.ts";
import { chainTo } from "./exec-place.ts";
import type { LaunchSite } from "./machine/process.ts";

/** A command that is a statement of its own, beginning a line; offsets into the file. */
export interface StatementPlace {
  /** The list that it stands in, to tell neighbours by. */
  readonly list: SyntaxNode;
  readonly background: boolean;
  readonly start: number;
  /** Where the command ends, a `&` left out. */
  readonly end: number;
  /** Where it ends, `&` and the `pid=$!` behind it included. */
  readonly after: number;
  /** The variable that `$!` is put into right behind it. */
  readonly pidName: string | null;
  /** The blanks in front of it. */
  readonly indent: string;
}

/** Null where the command is part of something larger, stands in a loop, or shares its line with what is before it. */
export function statementPlace(
  site: LaunchSite,
  source: MappedText,
  sources: ReadonlyMap<string, string>,
): StatementPlace | null {
  const chain = chainTo(site.script.root, site);
  const [list, statement, command] = chain.slice(-3);
  const isLoop = chain.some(({ type }) => ["While", "For", "Select", "Subshell"].includes(type));
  if (statement?.type !== "Statement" || command?.type !== "Command" || isLoop) return null;
  if (list?.type !== "Script" && list?.type !== "CompoundList") return null;
  if (command.redirects.some(({ type }) => type === "HereDoc")) return null;
  const text = sources.get(source.file) ?? "";
  const start = sourceOffset(source, site.start);
  const length = site.end - site.start;
  if (text.slice(start, start + length) !== source.text.slice(site.start, site.end)) return null;
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start))?.[1];
  if (indent === undefined) return null;
  const next = list.commands[list.commands.indexOf(statement) + 1];
  const pidName = next === undefined ? null : pidNameOf(next);
  const after = next !== undefined && pidName !== null ? next.end : statement.end;
  const end = start + length;
  return {
    list,
    background: statement.background === true,
    start,
    end,
    after: sourceOffset(source, after - 1) + 1,
    pidName,
    indent,
  };
}

/** `pid=$!` */
function pidNameOf({ command }: Statement): string | null {
  if (command.type !== "Command" || command.name !== undefined) return null;
  const [assignment, ...others] = command.prefix;
  if (assignment?.type !== "Assignment" || others.length > 0 || assignment.value.type !== "Word") return null;
  return /^"?\$(!|\{!\})"?$/.test(assignment.value.text) ? assignment.name : null;
}

/** Where the line of an offset ends, its line end left out. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === "\r" && end > offset ? end - 1 : end;
}

/** Whether nothing but a comment is left of the line. */
export function onlyCommentFollows(text: string, offset: number): boolean {
  return /^[ \t]*;?[ \t]*(#.*)?$/.test(text.slice(offset, lineEnd(text, offset)));
}
