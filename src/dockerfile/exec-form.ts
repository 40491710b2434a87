import { type MappedText, type Piece, sliceMapped, spanOf } from "../mapped-text.ts";
import type { Command, ExecFormFault, ExecWord } from "./dockerfile.ts";
import { decodeString, type StringFault } from "./json-string.ts";

/** What stands after a keyword, read as a JSON array of strings. */
export type ExecForm =
  | { readonly kind: "strings"; readonly words: readonly ExecWord[] }
  /** Starts with `[` all the same. */
  | { readonly kind: "fault"; readonly fault: ExecFormFault }
  /** Does not start with `[`. */
  | { readonly kind: "none" };

/**
 * Reads exec form as BuildKit's `parseJSON` does: the whole rest of the instruction is a JSON array of strings, or it
 * is shell form; a JSON array with anything else in it fails the build.
 */
export function decodeExecForm(rest: MappedText): ExecForm {
  if (!rest.text.startsWith("[")) return { kind: "none" };
  const scan = scanArray(rest);
  if (scan.ok) return { kind: "strings", words: scan.words };
  const { at, end, detail } = scan.fault;
  const span = spanOf(rest, at, end);
  if (isJson(rest.text)) return { kind: "fault", fault: { kind: "not-strings", span } };
  return { kind: "fault", fault: { kind: "not-json", span, detail } };
}

/** The command of CMD, ENTRYPOINT or RUN. */
export function readCommand(rest: MappedText): Command {
  const span = spanOf(rest, 0, rest.text.length);
  const form = decodeExecForm(rest);
  if (form.kind === "strings") return { form: "exec", argv: form.words, span };
  return { form: "shell", text: rest, span, fault: form.kind === "fault" ? form.fault : null };
}

type ArrayScan =
  | { readonly ok: true; readonly words: readonly ExecWord[] }
  | { readonly ok: false; readonly fault: StringFault };

function scanArray(rest: MappedText): ArrayScan {
  const { text } = rest;
  const words: ExecWord[] = [];
  let at = skipBlanks(text, 1);
  if (text[at] === "]") return endArray(text, at, words);
  for (;;) {
    if (text[at] !== '"') return refuse(text, at, whyNoString(text, at));
    const string = decodeString(text, at);
    if (!string.ok) return { ok: false, fault: string.fault };
    words.push({ text: mapString(rest, string), span: spanOf(rest, at, string.end) });
    at = skipBlanks(text, string.end);
    if (text[at] === "]") return endArray(text, at, words);
    if (text[at] !== ",") return refuse(text, at, whyNoComma(text, at));
    at = skipBlanks(text, at + 1);
  }
}

function endArray(text: string, bracket: number, words: readonly ExecWord[]): ArrayScan {
  const at = skipBlanks(text, bracket + 1);
  if (at === text.length) return { ok: true, words };
  return { ok: false, fault: { at, end: text.length, detail: "text stands after the closing bracket" } };
}

/** The decoded string, mapped through the joined line to the file: an escape is one piece, all else is verbatim. */
function mapString(
  rest: MappedText,
  string: { readonly text: string; readonly pieces: readonly Piece[] },
): MappedText {
  const pieces: Piece[] = [];
  for (const piece of string.pieces) {
    if (piece.length !== piece.sourceLength) {
      const { start, end } = spanOf(rest, piece.start, piece.start + piece.sourceLength);
      pieces.push({ at: piece.at, length: piece.length, start, sourceLength: end - start });
      continue;
    }
    for (const part of sliceMapped(rest, piece.start, piece.start + piece.length).pieces) {
      pieces.push({ ...part, at: part.at + piece.at });
    }
  }
  return { text: string.text, file: rest.file, pieces };
}

function refuse(text: string, at: number, detail: string): ArrayScan {
  return { ok: false, fault: { at, end: Math.min(at + 1, text.length), detail } };
}

function whyNoString(text: string, at: number): string {
  const char = text[at];
  if (char === undefined) return "the closing bracket is missing";
  if (char === "'") return "JSON strings stand in double quotes, not in single ones";
  if ("“”„‟″‘’".includes(char)) return "JSON strings stand in straight double quotes, not in curly ones";
  if (char === "]") return "a comma stands before the closing bracket";
  if (char === ",") return "a string is missing before a comma";
  return "a word stands without double quotes";
}

function whyNoComma(text: string, at: number): string {
  const char = text[at];
  if (char === undefined) return "the closing bracket is missing";
  return char === '"' ? "a comma is missing between two strings" : "text follows a string without a comma";
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r" || text[at] === "\n") at++;
  return at;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
