import type { Problem } from "../span.ts";

/** A Dockerfile to lint. */
export interface TargetFile {
  readonly file: string;
  /**
   * The scripts whose naming brought this Dockerfile in (`siglint start.sh`): it is only kept when it starts one of
   * them. Null where the Dockerfile itself was named or found.
   */
  readonly onlyIfItStarts: readonly string[] | null;
  /** Named on the command line: a failure to read it means exit code 2. */
  readonly named: boolean;
}

export interface Discovery {
  /** Sorted by file, each file once. */
  readonly targets: readonly TargetFile[];
  readonly problems: readonly Problem[];
  /** The scripts that were named, whether or not a Dockerfile starts them. */
  readonly scripts: readonly string[];
}
