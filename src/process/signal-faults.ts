import type { Edit } from "../diagnostic.ts";
import { nameOf } from "../script/image-path.ts";
import type { Span } from "../span.ts";
import type { Start } from "../start/start-command.ts";
import { canonicalSignal } from "../start/stop-signal.ts";
import { hasTrapFor, pathsToServices } from "./breaks/broken-hops.ts";
import { shortSignal } from "./machine/signal-names.ts";
import { stopSignalEdits } from "./mends/stop-signal.ts";
import { serverSignals } from "./programs/stop-signals.ts";
import { isSupervisor } from "./programs/wrapper-kind.ts";
import type { ProcessNode, Stop } from "./stop.ts";

/** What is wrong with the stop signal itself. */
export type SignalFault =
  /** STOPSIGNAL names none that Linux has. */
  | { readonly kind: "no-signal"; readonly written: string; readonly span: Span }
  /** No program can handle it. */
  | {
      readonly kind: "no-handler";
      readonly signal: "KILL" | "STOP";
      readonly better: string;
      readonly span: Span;
      readonly mend: readonly Edit[] | null;
    }
  /** The server ends on it, but there is one on which it finishes its work. */
  | {
      readonly kind: "rough";
      readonly service: string;
      /** What it does on this signal, and would do on the better one: clauses that follow its name. */
      readonly does: string;
      readonly better: string;
      readonly wouldDo: string;
      /** This Dockerfile says so itself, or the server may well not end before SIGKILL. */
      readonly isGrave: boolean;
      readonly span: Span;
      readonly mend: readonly Edit[] | null;
    };

/** The fault that makes every other pointless: the signal is none, or one that nobody can handle. */
export function signalFaultOf(stop: Stop, start: Start): SignalFault | null {
  const { signal, origin } = start.image.stopSignal;
  if (origin.kind !== "file") return null;
  const short = shortSignal(signal);
  const { span } = origin;
  if (short === "KILL" || short === "STOP") {
    const services = stop.plays.flatMap(({ tree }) => serversBelow(tree, short));
    const better = services.map(({ name }) => serverSignals(nameOf(name))?.graceful ?? "TERM")[0] ?? "TERM";
    return { kind: "no-handler", signal: short, better, span, mend: stopSignalEdits(start, better) };
  }
  const isKnown = canonicalSignal(signal.replace(/^SIG/, "")).startsWith("SIG");
  return isKnown || signal.includes("$") ? null : { kind: "no-signal", written: signal, span };
}

/** The server of a container that would rather be stopped by another signal. */
export function roughStops(stop: Stop, start: Start): readonly SignalFault[] {
  const signal = shortSignal(stop.signal);
  const { origin } = start.image.stopSignal;
  const written = origin.kind === "file" ? origin.span : null;
  // A base image that nobody knows may well have set it.
  if (written === null && start.image.base.config === null) return [];
  const faults = new Map<string, SignalFault>();
  const names = new Set(
    stop.plays.flatMap(({ tree }) => pathsToServices(tree).map((path) => path.at(-1)?.name)),
  );
  // One signal stops all of a container's services.
  if (names.size > 1) return [];
  for (const service of stop.plays.flatMap(({ tree }) => serversBelow(tree, signal))) {
    const name = nameOf(service.name);
    const signals = serverSignals(name);
    const does = signals?.rough.get(signal);
    if (signals === null || does === undefined) continue;
    const { graceful, does: wouldDo, slow } = signals;
    const isGrave = written !== null || slow.includes(signal);
    const mend = stopSignalEdits(start, graceful);
    const span = written ?? start.place;
    faults.set(name, { kind: "rough", service: name, does, better: graceful, wouldDo, isGrave, span, mend });
  }
  return [...faults.values()];
}

/** Those that end on the stop signal itself, or would: no supervisor and no trap sends them one of its own. */
function serversBelow(node: ProcessNode, signal: string): readonly ProcessNode[] {
  if (node.role === "service") return node.known === true && node.signal !== "ignored" ? [node] : [];
  if (isSupervisor(node.name) || hasTrapFor(node, signal)) return [];
  return node.children.flatMap((child) => serversBelow(child, signal));
}
