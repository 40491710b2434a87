/** What stands at a path; a symbolic link is not followed. */
export type Entry =
  | { readonly kind: "file"; readonly executable: boolean }
  | { readonly kind: "directory" }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "other" }
  | { readonly kind: "missing" };

/** Why a file could not be read as text. */
export type ReadFailure = "missing" | "directory" | "not-a-file" | "binary" | "too-large" | "unreadable";

export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: ReadFailure };

/**
 * Read access to files: a disk, or memory (tests, editors with unsaved buffers). Total: user input never throws.
 *
 * Every path is relative to the working directory, normalised, with `/` (`docker/start.sh`, `../other/Dockerfile`,
 * `.` for the working directory itself): the same paths that spans and output use.
 */
export interface FileTree {
  entry(path: string): Entry;
  /** The text of a regular file (links followed), decoded as UTF-8, byte order mark kept. */
  read(path: string): ReadResult;
  /** The names in a directory, sorted by code unit; empty where there is none or it cannot be read. */
  list(path: string): readonly string[];
}
