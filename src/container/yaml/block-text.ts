import type { MappedText } from "../../mapped-text.ts";
import type { TextBuilder } from "../../script/text-builder.ts";

interface BlockScalar {
  /** At its `|` or `>`. */
  readonly start: number;
  readonly end: number;
  /** What it comes to. */
  readonly text: string;
  readonly folded: boolean;
}

/** A line of a block scalar; `from` and `to` are the text in it, `end` is behind its line break. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** A block scalar (YAML 1.2.2, section 8.1) into a text, line by line. */
export function appendBlock(builder: TextBuilder, source: MappedText, block: BlockScalar): void {
  const lines = linesOf(source.text, block);
  let left = block.text;
  const slice = (from: number, to: number): void => {
    builder.appendSlice(source, from, to);
    left = left.slice(to - from);
  };
  const breaks = (text: string, { to, end }: Line): void => {
    const instead = text.slice(0, left.length);
    if (instead === "\n" && end - to === 1) slice(to, end);
    else {
      builder.appendInstead(instead, source, to, end);
      left = left.slice(instead.length);
    }
  };
  lines.forEach((line, index) => {
    slice(line.from, line.to);
    breaks(block.folded ? foldAt(source.text, lines, index) : "\n", line);
  });
}

/** What the break behind a line comes to: a blank between two lines of text, nothing where blank lines follow one. */
function foldAt(text: string, lines: readonly Line[], index: number): string {
  const line = lines[index];
  if (line === undefined || line.from === line.to || isMoreIndented(text, line)) return "\n";
  const next = lines.slice(index + 1).find(({ from, to }) => from !== to);
  if (next === undefined || isMoreIndented(text, next)) return "\n";
  return next === lines[index + 1] ? " " : "";
}

function isMoreIndented(text: string, { from }: Line): boolean {
  return text[from] === " " || text[from] === "\t";
}

function linesOf(source: string, { start, end, text }: BlockScalar): readonly Line[] {
  const lines: Line[] = [];
  const indent = blockIndent(source, start, end, text);
  let at = nextLine(source, start, end);
  while (at < end) {
    const next = nextLine(source, at, end);
    const ending = /\r?\n$/.exec(source.slice(Math.max(at, next - 2), next))?.[0].length ?? 0;
    const to = next - ending;
    lines.push({ from: Math.min(at + indent, to), to, end: next });
    at = next;
  }
  return lines;
}

/** By how much the lines are indented more than what they come to. */
export function blockIndent(source: string, start: number, end: number, text: string): number {
  const body = source.slice(nextLine(source, start, end), end);
  const written = /^( *)[^ \r\n]/m.exec(body)?.[1]?.length ?? 0;
  const read = /^( *)[^ \r\n]/m.exec(text)?.[1]?.length ?? 0;
  return Math.max(written - read, 0);
}

function nextLine(source: string, at: number, end: number): number {
  const newline = source.indexOf("\n", at);
  return newline === -1 || newline >= end ? end : newline + 1;
}
