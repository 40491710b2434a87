import type { Outcome, TargetId } from "./diagnostic.ts";
import type { Unknown } from "./explanation.ts";
import type { Problem } from "./span.ts";
import type { ShellName } from "./start/base-image.ts";

/** What a run looks at, and what it makes of it before any rule. */
export interface Resolution {
  readonly targets: readonly ResolvedTarget[];
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}

export interface ResolvedTarget {
  readonly target: TargetId;
  readonly argv: readonly string[];
  readonly base: {
    readonly image: string;
    /** What `/bin/sh` is there, and how that is known: a clause. */
    readonly sh: ShellName | "none" | "unknown";
    readonly because: string;
  };
  /** The build context, relative to the working directory; null where no folder fits. */
  readonly context: { readonly root: string | null; readonly because: string };
  /** The configuration in force; null without one. */
  readonly config: string | null;
  /** The scripts that were read, sorted. */
  readonly scripts: readonly string[];
  readonly outcome: Outcome;
  readonly unknowns: readonly Unknown[];
}
