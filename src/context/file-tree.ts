/** What stands at a path; a symbolic link is not followed. */
export type Entry =
  | { readonly kind: "file"; readonly executable: boolean }
  | { readonly kind: "directory" }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "other" }
  | { readonly kind: "missing" };

/** A name in a directory and what stands there; a symbolic link is not followed. */
export interface Child {
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "other";
}

/** The names of what is in a directory; none where that may not be read. */
export function namesOf(children: readonly Child[] | null): readonly string[] {
  return (children ?? []).map(({ name }) => name);
}

/**
 * Why a file could not be read as text; `outside`: a link leads out of the place that may be read; `name`: its name is
 * not UTF-8, and what Node makes of that leads to no file.
 */
export type ReadFailure =
  | "missing"
  | "name"
  | "directory"
  | "not-a-file"
  | "outside"
  | "binary"
  | "too-large"
  | "unreadable";

export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: Exclude<ReadFailure, "too-large"> }
  /** `beginning`: what it may be told by. */
  | { readonly ok: false; readonly why: "too-large"; readonly beginning: string };

/** The bytes of a regular file, read as they are asked for. */
export interface ByteFile {
  readonly size: number;
  /** From the start, in pieces; rejects where the disk fails. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** Gives the files below, beside and above a directory; the paths `named` are those that somebody named, in any spelling. */
export type OpenDisk = (cwd: string, named?: readonly string[]) => FileTree;

/**
 * Read access to files: a disk, or memory (tests, editors with unsaved buffers). Total: user input never throws.
 *
 * Every path is relative to the working directory, normalised, with `/` (`docker/start.sh`, `../other/Dockerfile`,
 * `.` for the working directory itself): the same paths that spans and output use.
 */
export interface FileTree {
  /**
   * The working directory, absolute and with `/` (`/C:/work` on Windows). Only for arithmetic on paths that lead
   * upwards (`paths.ts`); it never appears in output.
   */
  readonly cwd: string;
  /**
   * The one spelling of a path, by which everything else knows the file: absolute paths, `./x`, `../here/x` and
   * Windows paths become the normalised path relative to the working directory.
   */
  locate(path: string): string;
  entry(path: string): Entry;
  /** The text of a regular file (links followed), decoded as UTF-8, byte order mark kept. */
  read(path: string): ReadResult;
  /** A regular file that somebody named, whatever is in it and wherever links lead; null where there is none to read. */
  bytes(path: string): ByteFile | null;
  /** The names in a directory, sorted by code unit; empty where there is none or it cannot be read. */
  list(path: string): readonly string[];
  /**
   * As `list`, with the kinds: one read of the directory, without a look at each file. Null for a directory that is there
   * and may not be read.
   */
  children(path: string): readonly Child[] | null;
}
