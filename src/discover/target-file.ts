import type { Problem } from "../span.ts";

/** A file to lint: a Dockerfile, or one that describes containers. */
export interface TargetFile {
  readonly kind: TargetFileKind;
  readonly file: string;
  /**
   * The scripts whose naming brought this file in (`siglint start.sh`): it is only kept when it starts one of them. Null
   * where the file itself was named or found.
   */
  readonly onlyIfItStarts: readonly string[] | null;
}

export type TargetFileKind = "dockerfile" | "compose" | "kubernetes";

/** The kinds by name. */
export const targetFileKinds: Readonly<Record<TargetFileKind, true>> = {
  dockerfile: true,
  compose: true,
  kubernetes: true,
};

/** A file that was found on the way down. */
export type FoundFile = Pick<TargetFile, "kind" | "file">;

/** What was found on the way down and is not looked into. */
export interface LeftOut {
  readonly path: string;
  /** Its name is not UTF-8, or it may not be read, or it is a file that is larger than what is read. */
  readonly why: "name" | "unreadable" | "too-large";
}

export interface Discovery {
  /** Sorted by file, each file once. */
  readonly targets: readonly TargetFile[];
  readonly problems: readonly Problem[];
  /** The scripts that were named, whether or not a Dockerfile starts them. */
  readonly scripts: readonly string[];
}
