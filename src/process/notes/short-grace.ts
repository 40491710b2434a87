import type { Span } from "../../span.ts";
import type { Start } from "../../start/start-command.ts";
import { serviceInWords } from "../in-words.ts";
import type { Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { ShortGrace } from "./note.ts";
import { pathsIn } from "./paths-in.ts";

/** Where a container's file sets the grace period, and what is run in it before the signal; null where it does not. */
export interface GracePlaces {
  readonly grace: Span | null;
  readonly preStop: Span | null;
}

/** Whether the grace period is too short; what stops nothing needs none. */
export function findShortGrace(stop: Stop, start: Start, places: GracePlaces): readonly ShortGrace[] {
  const { plays, grace, needs } = stop;
  const [worst] = plays;
  if (worst === undefined || stop.outcome === "none") return [];
  const paths = pathsIn(worst.tree);
  const services = paths.flatMap((path) => {
    const last = path.at(-1);
    return last?.role === "service" || last?.role === "unknown" ? [serviceInWords(last)] : [];
  });
  const note = (fault: ShortGrace["fault"], span: Span): ShortGrace => ({
    ...{ kind: "short-grace", fault, grace, needs, services, span },
    trace: fault === "stop" ? traceTo([worst.tree], start) : [],
  });
  if (grace === 0 && places.grace !== null) return services.length === 0 ? [] : [note("none", places.grace)];
  const isUsedUp = plays.some(({ timing }) => timing !== undefined && timing.preStop >= (grace ?? Infinity));
  if (isUsedUp && places.preStop !== null) return [note("hook", places.preStop)];
  return needs === null ? [] : [note("stop", places.preStop ?? places.grace ?? start.place)];
}
