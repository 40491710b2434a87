/**
 * A stretch of one file.
 *
 * `file` is relative to the working directory and uses `/`. `start` and `end` are zero-based UTF-16 offsets
 * into the file as it stands on disk (a byte order mark counts), half open: `[start, end)`. They are the
 * only coordinate inside siglint; line and column exist in reporters.
 */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Something siglint itself could not read. `span` is null where the whole file is meant. */
export interface Problem {
  readonly file: string;
  readonly span: Span | null;
  readonly message: string;
  /** The configuration is wrong, or what was asked for is not there: this run is not the one that was meant. */
  readonly fatal?: true;
}

/** A text that is known from the files, or the reason why it is not. */
export type Text =
  | { readonly kind: "known"; readonly text: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** Where something comes from: a place in a file, what a base image hands down, or Docker's own default. */
export type Origin =
  | { readonly kind: "file"; readonly span: Span }
  | { readonly kind: "image"; readonly image: string }
  | { readonly kind: "docker" };
