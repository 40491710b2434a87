import type { Span } from "../span.ts";

/** A condition on the way that could have gone the other way. */
export interface Choice {
  readonly span: Span;
  readonly text: string;
  readonly taken: boolean;
}
