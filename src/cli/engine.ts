import type { LintResult } from "../diagnostic.ts";
import type { Explanation } from "../explanation.ts";
import type { ShellName } from "../start/base-image.ts";

/** What the command line needs of the engine; `main.ts` hands it the real one, tests their own. */
export interface Engine {
  lint(options: LintOptions): LintResult;
  explain(options: ExplainOptions): Explanation;
}

export interface LintOptions {
  /** Absolute; every other path is relative to it, normalised, with `/`. */
  readonly cwd: string;
  /** Files and folders to look at; never empty. */
  readonly paths: readonly string[];
  /** The build context, where it is not to be found by itself. */
  readonly context: string | null;
  /** The stage to judge; the last one for null. */
  readonly target: string | null;
  /** Texts that take the place of what stands on disk: standard input, and fixes not yet written. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface ExplainOptions extends LintOptions {
  /** Judge as if the start script ran under this shell. */
  readonly shell: ShellName | null;
  /** Judge as if the last FROM named this image. */
  readonly base: string | null;
}
