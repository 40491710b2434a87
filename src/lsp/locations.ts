import type { Position, Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../span.ts";

/** From paths and offsets to what the protocol speaks of: URIs, lines and UTF-16 columns, all from zero. */
export interface Locations {
  readonly uri: (file: string) => string;
  /** The version of the document that an editor has open; null for a file that none has. */
  readonly version: (file: string) => number | null;
  readonly range: (span: Span) => Range;
  readonly offset: (file: string, position: Position) => number;
}

/** An open document, under the URI that its editor knows it by. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
}

/** `sources` are the texts that spans are offsets in, `open` the documents that show them, both by path. */
export function locationsIn(
  sources: ReadonlyMap<string, string>,
  open: ReadonlyMap<string, OpenDocument>,
  uriOf: (file: string) => string,
): Locations {
  const documents = new Map<string, TextDocument>();
  const documentOf = (file: string): TextDocument => {
    const known = documents.get(file);
    if (known !== undefined) return known;
    const document = TextDocument.create(uriOf(file), "", 0, sources.get(file) ?? "");
    documents.set(file, document);
    return document;
  };
  // No editor shows a byte order mark, nor counts it.
  const hidden = (file: string): number => (sources.get(file)?.startsWith("\uFEFF") ? 1 : 0);
  const position = (file: string, offset: number): Position => {
    const { line, character } = documentOf(file).positionAt(offset);
    return { line, character: line === 0 ? Math.max(character - hidden(file), 0) : character };
  };
  return {
    uri: (file) => open.get(file)?.uri ?? uriOf(file),
    version: (file) => open.get(file)?.version ?? null,
    range: ({ file, start, end }) => ({ start: position(file, start), end: position(file, end) }),
    offset: (file, { line, character }) =>
      documentOf(file).offsetAt({ line, character: line === 0 ? character + hidden(file) : character }),
  };
}
