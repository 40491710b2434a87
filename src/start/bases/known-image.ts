import type { DistributionId } from "./distributions.ts";

/**
 * What an image's configuration sets. What is left out is what the distribution's own image sets; an empty ENTRYPOINT or
 * CMD says that there is none.
 */
export interface ImageSettings {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly stopSignal?: string;
  readonly workdir?: string;
  readonly user?: string;
  readonly shell?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in PATH before Docker's default directories. */
  readonly path?: string;
}

/** An image known by its name. `{name}` in a word is the last part of the image's name. */
export interface KnownImage extends ImageSettings {
  /** Docker Hub's `library/` left out; a `*` at the end stands for any rest. */
  readonly names: readonly string[];
  /** What it is built on where its tag does not say; null where the tag has to. */
  readonly on: DistributionId | null;
  /** Bash is added to the variants whose distribution has none. */
  readonly bash?: true;
  /** What the last word of ENTRYPOINT ends in: `exec "$@"`, or `exec` of a program of its own. */
  readonly execs?: "arguments" | "program";
  /** The command that the script puts in front of options, or starts where it is given nothing. */
  readonly own?: string;
  /** First arguments, besides options, that it puts `own` in front of. */
  readonly ownVerbs?: RegExp;
  /** The repository that the facts were read in; on GitHub where no host stands in front. */
  readonly from?: string;
  /** Only what it is built on is known; it may start anything. */
  readonly settingsUnknown?: true;
  readonly variants?: readonly Variant[];
}

/** What differs where the tag matches; the first match counts. */
export interface Variant extends ImageSettings {
  readonly tag: RegExp;
  readonly on?: DistributionId;
}
