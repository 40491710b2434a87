import type { MappedText, Piece } from "../mapped-text.ts";
import type { Heredoc } from "./dockerfile.ts";
import type { Source } from "./source.ts";
import { isSpace } from "./whitespace.ts";
import { endOfVariable } from "./word-syntax.ts";

/** `<<NAME` on an instruction's line. */
export interface HeredocMarker {
  readonly name: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
}

/**
 * The heredocs that a joined line announces, in order. As in BuildKit the whole line is lexed with a backslash as the
 * escape character, and a line that cannot be (an open quote, say) has none.
 */
export function findHeredocMarkers(line: string): readonly HeredocMarker[] {
  if (!line.includes("<<")) return [];
  const markers: HeredocMarker[] = [];
  for (const word of lexWords(line) ?? []) {
    const marker = readHeredocMarker(word);
    if (marker !== null) markers.push(marker);
  }
  return markers;
}

/** `3<<-"NAME"`, `<< NAME`; null where a word is none, `<<<` among them. As BuildKit's `ParseHeredoc`. */
export function readHeredocMarker(word: string): HeredocMarker | null {
  const match = /^\d*<<(-?)[\t\n\f\r ]*([^<\t\n\f\r ][^<]*)?$/.exec(word);
  const delimiter = unquote(match?.[2] ?? "");
  return delimiter === null ? null : { ...delimiter, stripTabs: match?.[1] === "-" };
}

/** The body of a heredoc that starts at line `index`; `next` is the line after its end. */
export function readHeredocBody(
  source: Source,
  index: number,
  marker: HeredocMarker,
): { readonly heredoc: Heredoc; readonly next: number; readonly terminated: boolean } {
  const pieces: Piece[] = [];
  let text = "";
  let next = index;
  let terminated = false;
  for (; next < source.lines.length && !terminated; next++) {
    const line = source.lines[next];
    if (line === undefined) break;
    let { start } = line;
    while (marker.stripTabs && source.text[start] === "\t") start++;
    terminated = source.text.slice(start, line.end) === marker.name;
    if (terminated) continue;
    addVerbatim(pieces, text.length, start, line.after);
    text += source.text.slice(start, line.after);
  }
  const body: MappedText = { text, file: source.file, pieces };
  return {
    heredoc: { name: marker.name, quoted: marker.quoted, stripTabs: marker.stripTabs, body },
    next,
    terminated,
  };
}

function addVerbatim(pieces: Piece[], at: number, start: number, end: number): void {
  const last = pieces.at(-1);
  if (end === start) return;
  if (last !== undefined && last.start + last.sourceLength === start) {
    const length = last.length + end - start;
    pieces[pieces.length - 1] = { ...last, length, sourceLength: length };
  } else {
    pieces.push({ at, length: end - start, start, sourceLength: end - start });
  }
}

/** The words of a line as a shell would part them, quotes and escapes kept; null where a quote or brace stays open. */
function lexWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let word = "";
  for (let at = 0; at < line.length; ) {
    if (isSpace(line[at])) {
      if (word !== "") words.push(word);
      word = "";
      at++;
      continue;
    }
    const end = endOfUnit(line, at);
    if (end === null) return null;
    word += line.slice(at, end);
    at = end;
  }
  if (word !== "") words.push(word);
  return words;
}

/** What cannot be parted: a quoted string, an escaped character, a variable, `<<` with the blanks after it. */
function endOfUnit(line: string, at: number): number | null {
  switch (line[at]) {
    case "'": {
      const close = line.indexOf("'", at + 1);
      return close === -1 ? null : close + 1;
    }
    case '"':
      return endOfDoubleQuotes(line, at);
    case "\\":
      return Math.min(at + 2, line.length);
    case "$":
      return line[at + 1] === "{" ? endOfVariable(line, at, "\\") : at + (line[at + 1] === "$" ? 2 : 1);
    case "<": {
      if (line[at + 1] !== "<") return at + 1;
      let end = at + 2;
      while (line[end] === " " || line[end] === "\t" || line[end] === "\r") end++;
      return end;
    }
    default:
      return at + 1;
  }
}

function endOfDoubleQuotes(line: string, start: number): number | null {
  for (let at = start + 1; at < line.length; ) {
    const char = line[at];
    if (char === '"') return at + 1;
    const end = char === "\\" || (char === "$" && line[at + 1] === "{") ? endOfUnit(line, at) : at + 1;
    if (end === null) return null;
    at = end;
  }
  return null;
}

/** A delimiter without its quotes; null where it is no single word. */
function unquote(word: string): { name: string; quoted: boolean } | null {
  let name = "";
  let quote: string | null = null;
  let quoted = false;
  for (let at = 0; at < word.length; at++) {
    const char = word[at] ?? "";
    const next = word[at + 1] ?? "";
    if (char === quote) quote = null;
    else if (quote === null && (char === "'" || char === '"')) {
      quote = char;
      quoted = true;
    } else if (quote === null && isSpace(char)) return null;
    else if (char === "\\" && (quote === null || (quote === '"' && '"$\\'.includes(next)))) {
      name += next;
      at++;
    } else name += char;
  }
  return name === "" || quote !== null ? null : { name, quoted };
}
