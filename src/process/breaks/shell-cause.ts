import type { Edit } from "../../diagnostic.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Start } from "../../start/start-command.ts";
import { forwardingTrap } from "../forwarding-trap.ts";
import { findIdle, foregroundOf, intoForeground } from "../mends/foreground.ts";
import { withoutPipeline } from "../mends/pipeline.ts";
import { withoutSubshell } from "../mends/subshell.ts";
import { isInit } from "../programs/wrapper-kind.ts";
import type { ShellForm } from "../shell-form.ts";
import { unknownSignalWords } from "../signal-words.ts";
import type { NodeTrap, ProcessNode } from "../stop.ts";
import type { HandlerFault, ShellBreak, ShellCause, Started } from "./break.ts";
import { hasTrapFor } from "./broken-hops.ts";

/** A shell that breaks the way, before it is known why. */
export type Uncaused = Omit<ShellBreak, "cause" | "forwardings">;

export interface CauseContext {
  /** The stop signal without `SIG`. */
  readonly signal: string;
  /** From PID 1 to the shell, both included. */
  readonly path: readonly ProcessNode[];
  readonly shellForms: readonly ShellForm[];
  readonly sources: ReadonlyMap<string, string>;
  readonly start: Start;
}

/** The cause nearest to what is to be mended: what a handler does wrong, then how the command is written, then where it stands. */
export function shellCause(broken: Uncaused, context: CauseContext): ShellCause {
  const { parent, starts } = broken;
  const [first] = starts;
  const handled = handlerCause(broken, context);
  if (handled !== null) return handled;
  const trap = (): readonly Edit[] | null => forwardingTrap(broken, context.signal, context.sources);
  if (starts.every(({ kind }) => kind === "detached"))
    return isBesideService(broken) ? { kind: "orphan", trap: null } : daemonCause(broken, context);
  if (/^exec\s/.test(first.text) && first.kind !== "pipeline")
    return { kind: "exec-in-vain", mend: withoutSubshell(first, parent), trap: trap() };
  if (starts.some(({ kind }) => kind === "background" || kind === "detached")) {
    const isBehind = ({ kind }: Started): boolean => kind === "background" || kind === "detached";
    const isOrphan = parent.shell === null || !starts.every(isBehind);
    return { kind: isOrphan ? "orphan" : "background", trap: trap() };
  }
  if (first.kind === "pipeline")
    return { kind: "pipeline", mend: withoutPipeline(first, parent, context.sources) };
  if (first.site.after === "loop") return { kind: "restart-loop" };
  return placeCause(broken, context);
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
  return isCommandString(path.at(-1)) ? { kind: "command-string" } : { kind: "script" };
}

/** The shell reads a string that stands in the start command. */
function isCommandString(shell: ProcessNode | undefined): boolean {
  return shell?.readsString === true;
}

function handlerCause(broken: Uncaused, { signal, sources }: CauseContext): ShellCause | null {
  const { parent, starts } = broken;
  if (parent.shell === null) return null;
  const isTrapped = hasTrapFor(parent, signal) || (parent.shell === "bash" && hasTrapFor(parent, "EXIT"));
  if (isTrapped) return handlerFault(broken, signal);
  const [first] = starts;
  const [word, ...others] = unknownSignalWords(first.source, first.site.shell, signal);
  const isBehind = starts.some(({ kind }) => kind === "background");
  if (word !== undefined && isBehind) return { kind: "signal-name", words: [word, ...others] };
  const [trap, ...traps] = parent.traps;
  if (trap === undefined || !isBehind) return null;
  return { kind: "other-signal", traps: [trap, ...traps], trap: forwardingTrap(broken, signal, sources) };
}

function handlerFault({ parent, starts, outcome }: Uncaused, signal: string): HandlerFault {
  const handler = findTrap(parent, signal) ?? findTrap(parent, "EXIT");
  const fault = { handler, waitsFor: null };
  if (parent.trapRan === false) {
    const command = parent.children.find(({ launches }) => launches[0]?.hop === "foreground");
    return { ...fault, kind: "handler-blocked", waitsFor: command?.name ?? null };
  }
  if (outcome !== "stuck" && starts.some(({ child }) => child.signal === "never"))
    return { ...fault, kind: "handler-passes-nothing" };
  return { ...fault, kind: outcome === "cut" ? "handler-leaves" : "handler-goes-on" };
}

function findTrap({ traps }: ProcessNode, name: string): NodeTrap | null {
  return traps.find(({ signal }) => signal === name) ?? null;
}
