import { configFinder } from "./config/find-config.ts";
import { byCodeUnit } from "./context/code-units.ts";
import { unknownsOf } from "./explain/unknowns.ts";
import { showHoles } from "./hole.ts";
import type { Resolution, ResolvedTarget } from "./resolution.ts";
import { judgeAll, type RunOptions } from "./run.ts";
import type { Base } from "./start/base-image.ts";

/** What would be looked at, and what is made of it before any rule. */
export async function resolveAll(options: RunOptions): Promise<Resolution> {
  const findConfig = configFinder(options.tree);
  const { kept, problems, sources } = await judgeAll(options, ({ target, unread, context }) => ({
    target: target.id,
    argv: target.start.command?.argv.map(({ text }) => showHoles(text)) ?? [],
    base: baseOf(target.start.image.base),
    context,
    config: findConfig(target.id.file),
    scripts: [...target.sources.keys()].filter((file) => file !== target.id.file).sort(byCodeUnit),
    outcome: target.stop.outcome,
    unknowns: unknownsOf(target, unread),
  }));
  return { targets: kept, problems, sources };
}

function baseOf({ image, sh }: Base): ResolvedTarget["base"] {
  return { image, sh: sh.kind === "known" ? sh.shell : sh.kind, because: sh.because };
}
