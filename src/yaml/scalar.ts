import type { Piece } from "../mapped-text.ts";
import type { Span } from "../span.ts";
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
