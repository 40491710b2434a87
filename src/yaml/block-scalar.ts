import type { Piece } from "../mapped-text.ts";
import type { DecodedScalar, RawScalar } from "./scalar.ts";

interface Line {
  /** Where the line's text begins, behind the indent of the block. */
  readonly start: number;
  readonly text: string;
  /** Its line end, as it is; empty for the last line of a file that has none. */
  readonly end: string;
}

/** A scalar behind `|` or `>`: https://yaml.org/spec/1.2.2/#81-block-scalar-styles. */
export function decodeBlock({ span, source, style }: RawScalar): DecodedScalar {
  const raw = source.slice(span.start, span.end);
  const header = /^[|>]([-+\d]*)[^\n]*(\n|$)/.exec(raw);
  const chomp = /[-+]/.exec(header?.[1] ?? "")?.[0] ?? "";
  const body = raw.slice(header?.[0].length ?? 0);
  const indent = indentOf(body);
  const lines = linesOf(body, span.start + (header?.[0].length ?? 0), indent);
  const last = lines.findLastIndex(({ text }) => text !== "");
  const kept = lines.slice(0, last + 1);
  const trailing = chomp === "+" ? lines.slice(last + 1) : [];

  const pieces: Piece[] = [];
  let text = "";
  const add = (piece: string, start: number, sourceLength: number): void => {
    if (piece === "") return;
    pieces.push({ at: text.length, length: piece.length, start, sourceLength });
    text += piece;
  };
  for (const [index, line] of kept.entries()) {
    add(line.text, line.start, line.text.length);
    const isLast = index === kept.length - 1;
    const lineEnd = isLast ? (chomp === "-" || line.end === "" ? "" : "\n") : breakAfter(kept, index, style);
    add(lineEnd, line.start + line.text.length, lengthOf(line, lineEnd));
  }
  for (const line of trailing) add("\n", line.start + line.text.length, lengthOf(line, "\n"));
  const margin = " ".repeat(indent);
  const write = (wanted: string): string | null =>
    style === "literal" ? wanted.replaceAll("\n", `\n${margin}`) : wanted.includes("\n") ? null : wanted;
  return { text, pieces, write };
}

/** The first line that is not empty sets it; the yaml library has made sure that the others keep to it. */
function indentOf(body: string): number {
  return /^(?:[ ]*\r?\n)*([ ]*)/.exec(body)?.[1]?.length ?? 0;
}

function linesOf(body: string, start: number, indent: number): readonly Line[] {
  const lines: Line[] = [];
  for (const { 0: whole, index } of body.matchAll(/[^\n]*(\n|$)/g)) {
    if (whole === "") continue;
    const end = /\r?\n$/.exec(whole)?.[0] ?? "";
    const content = whole.slice(0, whole.length - end.length);
    lines.push({ start: start + index + Math.min(indent, content.length), text: content.slice(indent), end });
  }
  return lines;
}

/** Of a line end in the file; what it comes to counts as the same text where that is as long, and so may not be. */
function lengthOf({ end }: Line, becomes: string): number {
  return end !== becomes && end.length === becomes.length ? end.length + 1 : end.length;
}

/** What the line end behind a line comes to: in folded style a blank, but beside lines that are indented further. */
function breakAfter(lines: readonly Line[], index: number, style: RawScalar["style"]): string {
  const here = lines[index]?.text ?? "";
  const next = lines[index + 1]?.text ?? "";
  if (style === "literal" || here === "") return "\n";
  const following = lines.slice(index + 1).find(({ text }) => text !== "")?.text ?? "";
  if (/^[ \t]/.test(here) || /^[ \t]/.test(following)) return "\n";
  return next === "" ? "" : " ";
}
