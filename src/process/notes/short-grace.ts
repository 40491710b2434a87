import type { Grace } from "../../container/container.ts";
import type { Span } from "../../span.ts";
import type { Start } from "../../start/start-command.ts";
import { serviceInWords } from "../names-in-words.ts";
import { DOCKER_TIMING } from "../scene.ts";
import type { ProcessNode, Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { ShortGrace } from "./note.ts";
import { pathsIn } from "./paths-in.ts";

/** What a container's file says of the grace period, and where of what is run in it before the signal; null for nothing. */
export interface GracePlaces {
  readonly grace: Grace | null;
  readonly preStop: Span | null;
}

/** Whether the grace period is too short; what stops nothing needs none. */
export function findShortGrace(stop: Stop, start: Start, places: GracePlaces): readonly ShortGrace[] {
  const { plays, grace, needs, hookNeeds } = stop;
  const [worst] = plays;
  if (worst === undefined || stop.outcome === "none") return [];
  const all = servicesIn(worst.tree);
  const services = all.map(serviceInWords);
  // A script may sleep on when they have ended.
  const late = all.filter(({ end }) => end === "killed").map(serviceInWords);
  const { grace: given, preStop } = places;
  const note = (fault: ShortGrace["fault"], span: Span, enough: number | null): ShortGrace => ({
    ...{ kind: "short-grace", fault, grace, needs, span, enough },
    services: fault === "stop" ? late : services,
    mend: enough === null ? null : (given?.rewrite(enough) ?? null),
    trace: fault === "stop" ? traceTo([worst.tree], start) : [],
  });
  const usual = given?.usual ?? DOCKER_TIMING.grace;
  const atLeast = (seconds: number): number => Math.max(seconds, needs === null ? 0 : withMargin(needs));
  if (grace === 0 && given?.span != null) {
    return services.length === 0 ? [] : [note("none", given.span, atLeast(usual))];
  }
  const isUsedUp = plays.some(({ timing }) => timing !== undefined && timing.preStop >= (grace ?? Infinity));
  if (isUsedUp && preStop !== null)
    return [note("hook", preStop, hookNeeds && atLeast(Math.ceil(hookNeeds) + usual))];
  return needs === null ? [] : [note("stop", preStop ?? given?.span ?? start.place, withMargin(needs))];
}

function servicesIn(tree: ProcessNode): readonly ProcessNode[] {
  return pathsIn(tree).flatMap((path) => {
    const last = path.at(-1);
    return last?.role === "service" || last?.role === "unknown" ? [last] : [];
  });
}

/** A container needs a little more than what is in it. */
export function withMargin(seconds: number): number {
  return Math.ceil(seconds) + 5;
}
