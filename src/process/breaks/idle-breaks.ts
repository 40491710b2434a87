import { spanOf } from "../../mapped-text.ts";
import type { Start } from "../../start/start-command.ts";
import { shortSignal } from "../machine/signal-names.ts";
import { findIdle } from "../mends/foreground.ts";
import { waitForBlocker } from "../mends/wait-for-blocker.ts";
import { nameInWords } from "../names-in-words.ts";
import { shownCommand, sourceOf } from "../sites.ts";
import type { Play, ProcessNode } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { Break, IdleTrapBreak, ServiceBreak } from "./break.ts";
import { fixOf, handlerFor } from "./handler-cause.ts";

/** The signal is the one that stops the container. */
interface IdleContext extends Pick<Break, "reach" | "grace" | "signal"> {
  readonly start: Start;
  readonly sources: ReadonlyMap<string, string>;
}

/** Nothing but `tail -f` or `sleep` runs, and nothing ends that. */
export function idleBreaks({ tree, outcome }: Play, context: IdleContext): readonly Break[] {
  const service = findIdle(tree);
  if (outcome !== "stuck" || service === null) return [];
  const { start, reach, grace, signal } = context;
  const shared = { service, outcome, reach, grace, signal };
  const idle: ServiceBreak = {
    ...shared,
    cause: { kind: "idle" },
    better: null,
    advice: null,
    mends: [],
    span: start.place,
    trace: traceTo(service === tree ? [tree] : [tree, service], start),
  };
  return [trapBehind(tree, shared, context) ?? idle];
}

/** The shell that waits for it has a handler, which cannot run before that has ended; null where there is none. */
function trapBehind(
  tree: ProcessNode,
  shared: Pick<IdleTrapBreak, "service" | "outcome" | "reach" | "grace" | "signal">,
  { start, sources, signal: stopSignal }: IdleContext,
): IdleTrapBreak | null {
  const { service } = shared;
  const path = wayTo(tree, service);
  const shell = path.at(-2);
  const [launch] = service.launches;
  const signal = shortSignal(stopSignal);
  if (shell === undefined || handlerFor(shell, signal) === null || shell.trapRan !== false) return null;
  if (launch?.hop !== "foreground" || launch.site === null) return null;
  const { site } = launch;
  const { command } = start;
  return {
    ...shared,
    cause: { kind: "idle-trap" },
    parentName: nameInWords(shell),
    blockerName: shownCommand(service.name, site),
    mends: waitForBlocker(site, { signal, sources, command }).map((edits) =>
      fixOf("start it with `&` and wait, where a trap runs at once", edits),
    ),
    span: spanOf(sourceOf(site, command?.argv ?? []), site.start, site.end),
    trace: traceTo(path.slice(0, -1), start),
  };
}

function wayTo(node: ProcessNode, wanted: ProcessNode): readonly ProcessNode[] {
  if (node === wanted) return [node];
  const below = node.children.map((child) => wayTo(child, wanted)).find((way) => way.length > 0);
  return below === undefined ? [] : [node, ...below];
}
