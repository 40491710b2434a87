import { configFinder } from "./config/find-config.ts";
import { byCodeUnit } from "./context/code-units.ts";
import type { Outcome, TargetId } from "./diagnostic.ts";
import { unknownsOf } from "./explain/unknowns.ts";
import type { Unknown } from "./explanation.ts";
import { judgeAll, type RunOptions } from "./run.ts";
import type { Problem } from "./span.ts";
import type { Base, ShellName } from "./start/base-image.ts";

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

export async function resolveAll(options: RunOptions): Promise<Resolution> {
  const { judged, problems, sources } = await judgeAll(options);
  const findConfig = configFinder(options.tree);
  const targets = judged.map(({ target, unread, context }) => ({
    target: target.id,
    argv: target.start.command?.argv.map(({ text }) => text) ?? [],
    base: baseOf(target.start.image.base),
    context,
    config: findConfig(target.id.file),
    scripts: [...target.sources.keys()].filter((file) => file !== target.id.file).sort(byCodeUnit),
    outcome: target.stop.outcome,
    unknowns: unknownsOf(target, unread),
  }));
  return { targets, problems, sources };
}

function baseOf({ image, sh }: Base): ResolvedTarget["base"] {
  return { image, sh: sh.kind === "known" ? sh.shell : sh.kind, because: sh.because };
}
