import type { Comment } from "../dockerfile/dockerfile.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import { eachChild, parseShell } from "./parse.ts";
import type { SyntaxNode } from "./syntax.ts";

/**
 * The comments of a script, `#` included, line end left out; the shebang is none. The tree has no comments, so a
 * `#` counts where a word may begin and no word, heredoc or expansion covers it (POSIX, Shell Command Language 2.3).
 */
export function findComments(source: MappedText): readonly Comment[] {
  const { text } = source;
  if (!text.includes("#", 1)) return [];
  const covered = coveredRanges(parseShell(source).root, text.length);
  const comments: Comment[] = [];
  let next = 0;
  for (let at = text.indexOf("#"); at !== -1; at = text.indexOf("#", at + 1)) {
    while (next < covered.length && (covered[next]?.end ?? 0) <= at) next++;
    const range = covered[next];
    if (range !== undefined && range.start <= at) continue;
    if (at > 0 && !/[\s;&|()]/.test(text[at - 1] ?? "")) continue;
    const lineEnd = text.indexOf("\n", at);
    const end = (lineEnd === -1 ? text.length : lineEnd) - (text[lineEnd - 1] === "\r" ? 1 : 0);
    const isShebang = at === 0 && text[1] === "!";
    if (!isShebang) comments.push({ text: text.slice(at, end), span: spanOf(source, at, end) });
    at = end;
  }
  return comments;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Merged, sorted ranges of everything in which `#` is no comment. */
function coveredRanges(root: SyntaxNode, length: number): readonly Range[] {
  const ranges: Range[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Word" && !node.text.includes("$(") && !node.text.includes("`")) {
      ranges.push({ start: node.pos, end: node.end });
      return;
    }
    if (isOpaque(node)) ranges.push({ start: node.pos, end: node.end });
    eachChild(node, visit);
  };
  visit(root);
  ranges.sort((a, b) => a.start - b.start);
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else if (range.end <= length) merged.push(range);
  }
  return merged;
}

function isOpaque(node: SyntaxNode): boolean {
  switch (node.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
    case "HereDocBody":
    case "SimpleExpansion":
    case "ParameterExpansion":
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
      return true;
    default:
      return false;
  }
}
