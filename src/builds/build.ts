import type { ContextChoice } from "../script/located.ts";
import type { Span } from "../span.ts";

/** A build of an image that a file of the repository describes: compose, bake, skaffold, a workflow. */
export interface Build {
  /** Relative to the working directory. */
  readonly dockerfile: string;
  /** Relative to the working directory; null where it is not on disk (a Git address). */
  readonly context: string | null;
  /** Null for the last stage. */
  readonly stage: string | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The references that the image gets, as written. */
  readonly images: readonly string[];
  /** Where the build is described. */
  readonly span: Span;
}

/** The builds that are known in a run. */
export interface Builds {
  /** The build that makes the image of this reference; null where none is known to. */
  readonly ofImage: (reference: string) => Build | null;
  /** The build context of a Dockerfile; null where no build names one, or they differ. */
  readonly contextOf: (dockerfile: string) => ContextChoice | null;
}

/** Where no build is described. */
export const NO_BUILDS: Builds = { ofImage: () => null, contextOf: () => null };
