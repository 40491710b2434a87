import type { Outcome, TargetId } from "../diagnostic.ts";
import type { Comment } from "../dockerfile/dockerfile.ts";
import type { Span } from "../span.ts";

/** The comments of one file that a target reads: a Dockerfile, or a script. */
export interface CommentedFile {
  readonly file: string;
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The instructions of a Dockerfile: a comment above one counts for all of its lines. None in a script. */
  readonly blocks: readonly Span[];
  /** The parts that are judged in full; null for all of it. Elsewhere a comment may be for what another stage starts. */
  readonly judged: readonly Span[] | null;
  /** For the findings about the comments themselves. */
  readonly target: TargetId;
  readonly outcome: Outcome;
  /** It comes out of an archive, which nobody changes. */
  readonly archived?: boolean;
}
