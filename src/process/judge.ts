import type { Outcome } from "../diagnostic.ts";
import type { Process } from "./machine/process.ts";
import { onlyHoldsPipe } from "./machine/reading.ts";
import { isStranger } from "./machine/stranger.ts";
import type { System } from "./machine/system.ts";

const WORST_FIRST: readonly Outcome[] = ["lost", "cut", "stuck", "unknown", "graceful", "none"];

export function worstOf(outcomes: readonly Outcome[]): Outcome {
  return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? "none";
}

export function compareOutcomes(a: Outcome, b: Outcome): number {
  return WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b);
}

/** The processes that a container exists for: known servers, and programs nobody knows. */
export function servicesOf(system: System): readonly Process[] {
  const { runsToEnd = false } = system.scene;
  return system
    .living()
    .filter((process) => isService(system, process) && !(runsToEnd && isStranger(process)));
}

function isService(system: System, { body, parent, stdin }: Process): boolean {
  // What only reads the output of a service (`app | logger`) ends with it.
  if (body.kind === "opaque") return (stdin.kind !== "pipe" || body.isShell === true) && parent >= 0;
  if (body.kind !== "program") return false;
  if (body.role !== "stranger" || body.readsFrom === null)
    return body.role === "service" || body.role === "stranger";
  return body.readsFrom.every((pid) => onlyHoldsPipe(system, system.get(pid)));
}

/** The outcome of a played stop, given which processes were the services when the signal was sent (DESIGN.md, section 1). */
export function judge(system: System, services: readonly number[]): Outcome {
  const finished = services.every((pid) => system.get(pid)?.end?.how === "finished");
  if (!system.over) {
    // A supervising loop may have started the service anew: that one never hears of the stop.
    return finished && servicesOf(system).length === 0 ? "stuck" : "lost";
  }
  if (services.length === 0) return "none";
  return finished ? "graceful" : "cut";
}
