/** A part of a word, as BuildKit's shell lexer reads it; `start` and `end` are offsets into the word. */
export type WordPart =
  | { readonly kind: "literal"; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly operation: Operation | null;
      readonly start: number;
      readonly end: number;
    };

/** What stands after the name in `${name…}`. */
export type Operation =
  /** `-`, `+`, `?`, with a colon before them where an empty value counts as unset. */
  | {
      readonly kind: "test";
      readonly sign: "-" | "+" | "?";
      readonly emptyIsUnset: boolean;
      readonly word: readonly WordPart[];
    }
  /** `#`, `%`; a second sign is the first character of the pattern. */
  | { readonly kind: "trim"; readonly sign: "#" | "%"; readonly pattern: readonly WordPart[] }
  | {
      readonly kind: "replace";
      readonly all: boolean;
      readonly pattern: readonly WordPart[];
      readonly replacement: readonly WordPart[];
    };

export type WordSyntax =
  | { readonly ok: true; readonly parts: readonly WordPart[] }
  /** A clause that fits after "because". */
  | { readonly ok: false; readonly reason: string };

/** How quotes are read: in the body of a heredoc they are characters like any other. */
export type Quoting = "quotes" | "no-quotes";

/** Reads a word of a Dockerfile as `shell.Lex` of BuildKit does. */
export function readWordSyntax(text: string, escapeChar: string, quoting: Quoting = "quotes"): WordSyntax {
  const reader: Reader = { text, escapeChar, quoting, at: 0, depth: 0, fault: null };
  const parts = readParts(reader, null, false);
  return reader.fault === null ? { ok: true, parts } : { ok: false, reason: reader.fault };
}

/** Where the `${…}` at `start` ends, null where it is broken. */
export function endOfVariable(text: string, start: number, escapeChar: string): number | null {
  const reader: Reader = { text, escapeChar, quoting: "quotes", at: start, depth: 0, fault: null };
  readVariable(reader, []);
  return reader.fault === null ? reader.at : null;
}

interface Reader {
  readonly text: string;
  readonly escapeChar: string;
  readonly quoting: Quoting;
  at: number;
  depth: number;
  fault: string | null;
}

const maximalDepth = 100;
const variableName = /\p{Nd}+|[@*#?\-$!]|[\p{L}\p{Nd}_]+/uy;

/** Up to `stop`, which is consumed, or to the end. `keepEscapes` leaves escape characters in, for patterns. */
function readParts(reader: Reader, stop: string | null, keepEscapes: boolean): WordPart[] {
  const parts: WordPart[] = [];
  const { text, escapeChar } = reader;
  while (reader.fault === null && reader.at < text.length) {
    const char = text[reader.at] ?? "";
    if (char === stop) {
      reader.at++;
      return parts;
    }
    if (char === "$") readVariable(reader, parts);
    else if (char === "'" && reader.quoting === "quotes") readSingleQuotes(reader, parts);
    else if (char === '"' && reader.quoting === "quotes") readDoubleQuotes(reader, parts, keepEscapes);
    else if (char === escapeChar) readEscape(reader, parts, keepEscapes);
    else readPlain(reader, parts, stop);
  }
  if (stop !== null) reader.fault ??= unclosed(stop);
  return parts;
}

function readPlain(reader: Reader, parts: WordPart[], stop: string | null): void {
  const { text, escapeChar } = reader;
  const start = reader.at;
  do {
    reader.at++;
  } while (reader.at < text.length && text[reader.at] !== stop && !isSpecial(text[reader.at], escapeChar));
  addLiteral(parts, text.slice(start, reader.at), start, reader.at);
}

function isSpecial(char: string | undefined, escapeChar: string): boolean {
  return char === "$" || char === "'" || char === '"' || char === escapeChar;
}

function unclosed(stop: string): string {
  return `a \`$\{\` has no closing \`${stop}\``;
}

/** Outside of quotes the escape character goes, and the next one stays, whatever it is. */
function readEscape(reader: Reader, parts: WordPart[], keepEscapes: boolean): void {
  const start = reader.at;
  const next = reader.text.slice(start + 1, start + 2);
  reader.at = start + 1 + next.length;
  addLiteral(parts, keepEscapes ? reader.escapeChar + next : next, start, reader.at);
}

function readSingleQuotes(reader: Reader, parts: WordPart[]): void {
  const close = reader.text.indexOf("'", reader.at + 1);
  if (close === -1) {
    reader.fault = "a single quote is not closed";
    return;
  }
  addLiteral(parts, reader.text.slice(reader.at + 1, close), reader.at, close + 1);
  reader.at = close + 1;
}

function readDoubleQuotes(reader: Reader, parts: WordPart[], keepEscapes: boolean): void {
  const { text, escapeChar } = reader;
  reader.at++;
  while (reader.fault === null && reader.at < text.length) {
    const start = reader.at;
    const char = text[start] ?? "";
    if (char === '"') {
      reader.at++;
      return;
    }
    if (char === "$") {
      readVariable(reader, parts);
      continue;
    }
    const next = text[start + 1];
    const escapes = char === escapeChar && (next === '"' || next === "$" || next === escapeChar);
    reader.at = escapes ? start + 2 : start + 1;
    const kept = char === escapeChar && keepEscapes ? escapeChar : "";
    if (char !== escapeChar || next !== undefined) {
      addLiteral(parts, kept + (escapes ? next : char), start, reader.at);
    }
  }
  reader.fault ??= "a double quote is not closed";
}

function readVariable(reader: Reader, parts: WordPart[]): void {
  const start = reader.at;
  reader.at++;
  if (reader.text[reader.at] !== "{") {
    const name = readName(reader);
    if (name === "") addLiteral(parts, "$", start, reader.at);
    else parts.push({ kind: "variable", name, operation: null, start, end: reader.at });
    return;
  }
  reader.at++;
  if (++reader.depth > maximalDepth) {
    reader.fault = "variables are nested too deeply";
    return;
  }
  const name = readName(reader);
  const operation = name === "" && reader.text[reader.at] === ":" ? null : readOperation(reader, name);
  reader.depth--;
  if (operation === null) reader.fault ??= `\`${reader.text.slice(start, reader.at)}\` is no substitution`;
  if (reader.fault !== null || operation === null) return;
  const part = { name, operation: operation === "none" ? null : operation, start, end: reader.at };
  parts.push({ kind: "variable", ...part });
}

/** What follows the name, the closing brace included; null where it is nothing that BuildKit knows. */
function readOperation(reader: Reader, name: string): Operation | "none" | null {
  const { text } = reader;
  let sign = text[reader.at++];
  if (sign === "}") return name === "" ? null : "none";
  const emptyIsUnset = sign === ":";
  if (emptyIsUnset) sign = text[reader.at++];
  switch (sign) {
    case undefined:
      reader.fault = unclosed("}");
      return null;
    case "-":
    case "+":
    case "?":
      return { kind: "test", sign, emptyIsUnset, word: readParts(reader, "}", false) };
    case "#":
    case "%":
      return emptyIsUnset ? null : { kind: "trim", sign, pattern: readParts(reader, "}", true) };
    case "/": {
      if (emptyIsUnset) return null;
      const all = text[reader.at] === "/";
      if (all) reader.at++;
      const pattern = readParts(reader, "/", true);
      return { kind: "replace", all, pattern, replacement: readParts(reader, "}", true) };
    }
    default:
      return null;
  }
}

function readName(reader: Reader): string {
  variableName.lastIndex = reader.at;
  const name = variableName.exec(reader.text)?.[0] ?? "";
  reader.at += name.length;
  return name;
}

/** Verbatim neighbours become one part; a part whose text differs from its source stays alone. */
function addLiteral(parts: WordPart[], text: string, start: number, end: number): void {
  const last = parts.at(-1);
  const verbatim = text.length === end - start;
  if (
    verbatim &&
    last?.kind === "literal" &&
    last.end === start &&
    last.text.length === last.end - last.start
  ) {
    parts[parts.length - 1] = { kind: "literal", text: last.text + text, start: last.start, end };
  } else {
    parts.push({ kind: "literal", text, start, end });
  }
}
