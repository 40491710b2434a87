import type { MappedText, Piece } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import { decodeBlock } from "./block-scalar.ts";
import { decodeFlow } from "./flow-scalar.ts";
import type { ScalarStyle } from "./value.ts";

/** A scalar as it stands in its file, and the value that it has. */
export interface RawScalar {
  readonly span: Span;
  /** The file. */
  readonly source: string;
  readonly style: ScalarStyle;
  readonly value: string;
  /** Somewhere within brackets or braces. */
  readonly inFlow: boolean;
}

/** What a scalar's characters come to, piece by piece; null where that is not what YAML makes of it. */
export interface DecodedScalar {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly write: (text: string) => string | null;
}

/**
 * The value of a scalar with the way back to its characters. Where that cannot be told (an indent by tabs, say), it is
 * one piece that nothing can be written into.
 */
export function scalarText(raw: RawScalar): MappedText {
  const { span, value } = raw;
  const decoded = raw.style === "literal" || raw.style === "folded" ? decodeBlock(raw) : decodeFlow(raw);
  if (decoded.text === value)
    return { text: value, file: span.file, pieces: decoded.pieces, write: decoded.write };
  const length = span.end - span.start;
  const sourceLength = length === value.length ? Math.max(length - 1, 0) : length;
  const pieces = value === "" ? [] : [{ at: 0, length: value.length, start: span.start, sourceLength }];
  return { text: value, file: span.file, pieces, write: () => null };
}
