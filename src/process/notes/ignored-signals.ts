import type { Start } from "../../start/start-command.ts";
import type { Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { IgnoredSignal } from "./note.ts";
import { pathsIn } from "./paths-in.ts";

/** Services nobody knows that begin with the stop signal ignored, as an `exec` hands it on (POSIX, `exec`). */
export function findIgnoredSignals(stop: Stop, start: Start): readonly IgnoredSignal[] {
  return stop.plays.flatMap(({ tree }) =>
    pathsIn(tree).flatMap((path) => {
      const node = path.at(-1);
      if (node?.ignoring === undefined || node.role !== "service") return [];
      if (node.known === true || node.heeds !== "always") return [];
      return [
        { kind: "ignored-signal", service: node.name, span: node.ignoring, trace: traceTo(path, start) },
      ];
    }),
  );
}
