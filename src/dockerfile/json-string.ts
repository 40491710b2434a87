import type { Piece } from "../mapped-text.ts";

export interface StringFault {
  readonly at: number;
  readonly end: number;
  /** A clause that fits after "because". */
  readonly detail: string;
}

/** A decoded string: `end` is after its closing quote, the pieces map `text` to the text it was read from. */
export type DecodedString =
  | { readonly ok: true; readonly text: string; readonly pieces: readonly Piece[]; readonly end: number }
  | { readonly ok: false; readonly fault: StringFault };

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Decodes the JSON string whose opening quote stands at `start` (RFC 8259, section 7). Half of a surrogate pair alone
 * becomes U+FFFD, as in Go's encoding/json.
 */
export function decodeString(source: string, start: number): DecodedString {
  const pieces: Piece[] = [];
  let text = "";
  let at = start + 1;
  for (;;) {
    const run = at;
    while (isPlain(source, at)) at++;
    if (at > run) {
      pieces.push({ at: text.length, length: at - run, start: run, sourceLength: at - run });
      text += source.slice(run, at);
    }
    const char = source[at];
    if (char === '"') return { ok: true, text, pieces, end: at + 1 };
    if (char === undefined) {
      return { ok: false, fault: { at: start, end: at, detail: "the closing quote of a string is missing" } };
    }
    if (char !== "\\") {
      const detail = "a string holds a control character (a tab, say); write it as an escape such as `\\t`";
      return { ok: false, fault: { at, end: at + 1, detail } };
    }
    const decoded = decodeEscape(source, at);
    if (decoded === null) {
      const detail = `\`${source.slice(at, at + 2)}\` is no JSON escape; a backslash itself is written \`\\\\\``;
      return { ok: false, fault: { at, end: Math.min(at + 2, source.length), detail } };
    }
    pieces.push({ at: text.length, length: decoded.text.length, start: at, sourceLength: decoded.end - at });
    text += decoded.text;
    at = decoded.end;
  }
}

function isPlain(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code >= 0x20 && code !== 0x22 && code !== 0x5c;
}

function decodeEscape(source: string, at: number): { text: string; end: number } | null {
  const letter = source[at + 1] ?? "";
  const short = Object.hasOwn(shortEscapes, letter) ? shortEscapes[letter] : undefined;
  if (short !== undefined) return { text: short, end: at + 2 };
  const code = readUnicodeEscape(source, at);
  if (code === null) return null;
  if (code < 0xd800 || code > 0xdfff) return { text: String.fromCharCode(code), end: at + 6 };
  const low = code < 0xdc00 ? readUnicodeEscape(source, at + 6) : null;
  if (low === null || low < 0xdc00 || low > 0xdfff) return { text: "\uFFFD", end: at + 6 };
  return { text: String.fromCharCode(code, low), end: at + 12 };
}

function readUnicodeEscape(source: string, at: number): number | null {
  const digits = source.slice(at, at + 6);
  return /^\\u[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits.slice(2), 16) : null;
}
