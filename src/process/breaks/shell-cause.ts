import { nameOf } from "../../script/image-path.ts";
import { chainTo } from "../exec-place.ts";
import { findIdle, foregroundOf, intoForeground } from "../mends/foreground.ts";
import { isLastPart, withoutPipeline } from "../mends/pipeline.ts";
import { withoutLoop } from "../mends/restart-loop.ts";
import { withoutSubshell } from "../mends/subshell.ts";
import { isInit } from "../programs/wrapper-kind.ts";
import type { ProcessNode } from "../stop.ts";
import type { ShellCause } from "./break.ts";
import { handlerCause, handlerFor } from "./handler-cause.ts";
import type { Started } from "./started.ts";
import type { CauseContext, Uncaused } from "./uncaused.ts";

/** The cause nearest to what is to be mended: what a handler does wrong, then how the command is written, then where it stands. */
export function shellCause(broken: Uncaused, context: CauseContext): ShellCause {
  const { parent, starts } = broken;
  const [first] = starts;
  const handled = handlerCause(broken, context);
  if (handled !== null) return handled;
  if (starts.every(({ kind }) => kind === "detached"))
    return isBesideService(broken) ? { kind: "orphan" } : daemonCause(broken, context);
  if (/^exec\s/.test(first.text) && first.kind !== "pipeline")
    return { kind: "exec-in-vain", mend: withoutSubshell(first, parent) };
  if (starts.some(({ kind }) => kind === "background" || kind === "detached")) {
    const isBehind = ({ kind }: Started): boolean => kind === "background" || kind === "detached";
    if (parent.shell === null || !starts.every(isBehind)) return { kind: "orphan" };
    return { kind: "background", handler: handlerFor(parent, context.signal) };
  }
  if (first.kind === "pipeline") {
    const mend = withoutPipeline(first, parent, context.sources);
    return { kind: "pipeline", reads: isLastPart(first), mend };
  }
  if (isPartOfPipeline(parent) && first.kind !== "substitution")
    return { kind: "pipeline", reads: false, mend: null };
  if (first.site.after === "loop")
    return { kind: "restart-loop", mend: withoutLoop(first, context.sources, context.start.command) };
  return placeCause(broken, context);
}

/** A group or a function that is one part of a pipeline: the shell runs it as a child for that. */
function isPartOfPipeline({ launches }: ProcessNode): boolean {
  return launches.length === 1 && launches[0]?.hop === "pipeline" && launches[0].site === null;
}

function daemonCause(broken: Uncaused, context: CauseContext): ShellCause {
  const { parent, starts } = broken;
  const idle = findIdle(parent);
  return {
    kind: "daemon",
    keepsAlive: idle === null ? null : nameOf(idle.name),
    foreground: starts.length > 1 ? null : foregroundOf(starts[0], context),
    mend: intoForeground(broken, context),
  };
}

/** The container rests on another service. */
function isBesideService({ parent, starts }: Uncaused): boolean {
  const own = starts.map(({ service }) => service);
  const others = (node: ProcessNode): boolean =>
    (node.role === "service" && !own.includes(node)) || node.children.some(others);
  return others(parent);
}

/** Where the command stands, when all that is wrong is that the shell stays. */
function placeCause({ parent, starts: [first] }: Uncaused, { path, shellForms }: CauseContext): ShellCause {
  const { source, kind } = first;
  const form = shellForms.find(({ string }) => string === source);
  if (form !== undefined) return { kind: "shell-form", form };
  if (kind === "subshell") return { kind, mend: withoutSubshell(first, parent) };
  if (kind === "substitution") return { kind };
  const init = path.find((node) => node.role === "wrapper" && isInit(node.name));
  if (init !== undefined) return { kind: "below-init", init };
  const [shell, wrapper] = [path.at(-1), path.at(-2)];
  if (shell?.readsString === true) {
    const isOwn = shell.launches[0]?.ownShell === true;
    return { kind: "command-string", by: isOwn && wrapper !== undefined ? nameOf(wrapper.name) : null };
  }
  const exec = execInFront(first);
  return exec === null ? { kind: "script" } : { kind: "exec-redirects", exec };
}

/** An `exec` that does no more than point descriptors at each other, right in front of the command; null without one. */
function execInFront({ site, source }: Started): string | null {
  const chain = chainTo(site.script.root, site);
  const at = chain.findLastIndex(({ type }) => type === "Statement");
  const [list, statement] = [chain[at - 1], chain[at]];
  if (statement?.type !== "Statement" || statement.command !== chain.at(-1)) return null;
  if (list?.type !== "Script" && list?.type !== "CompoundList") return null;
  const before = list.commands[list.commands.indexOf(statement) - 1]?.command;
  if (before?.type !== "Command" || before.name?.value !== "exec" || before.args.length > 0) return null;
  const onlyJoins = before.redirects.every((each) => each.type === "Redirect" && each.operator === ">&");
  return onlyJoins ? source.text.slice(before.pos, before.end) : null;
}
