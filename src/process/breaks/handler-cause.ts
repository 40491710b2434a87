import type { Edit, Fix } from "../../diagnostic.ts";
import { spanOf } from "../../mapped-text.ts";
import type { StartWord } from "../../start/start-command.ts";
import type { Hop } from "../machine/process.ts";
import { addSignal } from "../mends/add-signal.ts";
import { fgBehind } from "../mends/foreground-job.ts";
import { waitInstead } from "../mends/wait-for-blocker.ts";
import { unknownKillWords, unknownSignalWords } from "../signal-words.ts";
import { shownCommand, sourceOf } from "../sites.ts";
import type { NodeTrap, ProcessNode } from "../stop.ts";
import { aimOf } from "./aim.ts";
import type { Blocker, HandlerFault, ShellCause } from "./break.ts";
import { handlerMends, mendContext } from "./handler-mends.ts";
import type { CauseContext, Uncaused } from "./uncaused.ts";

/** What is wrong with the handlers of a shell; null where there are none that are meant for the services. */
export function handlerCause(broken: Uncaused, context: CauseContext): ShellCause | null {
  const { parent, starts } = broken;
  if (parent.shell === null) return lostTrap(broken, context);
  const { signal } = context;
  const handler = handlerFor(parent, signal);
  if (handler !== null) return handlerFault(broken, handler, context);
  const [first] = starts;
  const [word, ...others] = unknownSignalWords(first.source, first.site.shell, signal);
  const isBehind = starts.some(({ kind }) => kind === "background");
  if (word !== undefined && isBehind) return { kind: "signal-name", words: [word, ...others] };
  const [trap, ...traps] = parent.traps.filter(({ sends }) => sends);
  if (trap === undefined || !isBehind) return null;
  const mends = [trap, ...traps]
    .flatMap((each) => addSignal(each, first.source, first.site.shell, mendContext(context)))
    .map((edits) => fixOf(`let the trap be for ${signal} too`, edits));
  return { kind: "other-signal", traps: [trap, ...traps], mends };
}

/** The handler that runs on a signal; in bash that for EXIT, where the signal has none. */
export function handlerFor({ traps, shell }: ProcessNode, name: string): NodeTrap | null {
  const own = traps.find(({ signal }) => signal === name);
  const onExit = shell === "bash" ? traps.find(({ signal }) => signal === "EXIT") : undefined;
  return own ?? onExit ?? null;
}

/** The handler that the shell had, when it became another program. */
function lostTrap({ parent }: Uncaused, context: CauseContext): ShellCause | null {
  const launch = parent.launches.findLast(({ hop, site }) => hop === "exec" && site !== null);
  const site = launch?.site;
  if (launch === undefined || site === undefined || site === null) return null;
  const isMeant = ({ signal, sends }: NodeTrap): boolean =>
    sends && (signal === context.signal || (signal === "EXIT" && site.shell === "bash"));
  const trap = site.traps.find(isMeant);
  if (trap === undefined) return null;
  return {
    kind: "trap-lost",
    trap,
    becomes: shownCommand(launch.name, site),
    exec: spanOf(sourceOf(site, context.start.command?.argv ?? []), site.start, site.end),
    mends: waitInstead(site, mendContext(context)).map((edits) =>
      fixOf("let the shell stay, and wait where a trap runs at once", edits),
    ),
  };
}

function handlerFault(broken: Uncaused, handler: NodeTrap, context: CauseContext): ShellCause | null {
  const { parent, starts, outcome } = broken;
  const mendsOf = (kind: HandlerFault["kind"]) => handlerMends(kind, broken, handler, context);
  if (parent.trapRan === false)
    return {
      kind: "handler-blocked",
      handler,
      blocker: blockerOf(broken, context.start.command?.argv ?? []),
      mends: mendsOf("handler-blocked"),
    };
  if (outcome !== "stuck" && starts.some(({ child }) => child.signal === "never")) {
    if (!handler.sends) return null;
    const [word, ...words] = unknownKillWords(parent.sent ?? [], context);
    if (word !== undefined) return { kind: "signal-name", words: [word, ...words] };
    const isHard = starts.some(({ child }) => isKilled(child, parent));
    if (isHard) return { kind: "handler-leaves", handler, isHard, mends: mendsOf("handler-leaves") };
    const aim = aimOf(broken, handler, context);
    return { kind: "handler-misses", handler, aim, mends: mendsOf("handler-misses") };
  }
  if (outcome === "cut")
    return { kind: "handler-leaves", handler, isHard: false, mends: mendsOf("handler-leaves") };
  const startsAnew = outcome === "lost";
  const waitsForReader = outcome === "stuck" && parent.waitsForReader === true;
  return { kind: "handler-goes-on", handler, startsAnew, waitsForReader, mends: mendsOf("handler-goes-on") };
}

function isKilled({ pid }: ProcessNode, { sent = [] }: ProcessNode): boolean {
  return sent.some(({ signal, to }) => signal === "KILL" && to.includes(pid));
}

function blockerOf(
  { parent: { children, resting }, starts }: Uncaused,
  words: readonly StartWord[],
): Blocker {
  if (resting === "held-output") return { hop: resting, name: null, span: null, stays: true };
  const withHop = (hop: Hop) => children.findLast(({ launches }) => launches[0]?.hop === hop);
  const command = withHop("foreground");
  const site = command?.launches[0]?.site ?? null;
  if (command === undefined || site === null) {
    const collected = withHop("substitution");
    const [{ site: started, source }] = starts;
    const [fg] = fgBehind(started, started.end);
    if (collected === undefined && withHop("pipeline") === undefined && fg !== undefined)
      return { hop: "job", name: null, span: spanOf(source, fg.pos, fg.end), stays: true };
    const hop = collected !== undefined ? "substitution" : "pipeline";
    return { hop, name: null, span: null, stays: collected !== undefined && isIdle(collected) };
  }
  return {
    hop: "foreground",
    name: shownCommand(command.name, site),
    span: spanOf(sourceOf(site, words), site.start, site.end),
    stays: command.idle === true || command.known === true || site.after !== "commands",
  };
}

function isIdle({ idle, children }: ProcessNode): boolean {
  return idle === true || children.some(isIdle);
}

export function fixOf(title: string, edits: readonly Edit[]): Fix {
  return { title, safety: "unsafe", edits };
}
