import type { MappedText } from "../mapped-text.ts";
import { decodeBlock } from "./block-scalar.ts";
import { decodeFlow } from "./flow-scalar.ts";
import type { RawScalar } from "./scalar.ts";

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
