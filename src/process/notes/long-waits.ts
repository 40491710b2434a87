import type { Grace } from "../../container/container.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Start } from "../../start/start-command.ts";
import { DOCKER_TIMING } from "../scene.ts";
import type { Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { LongWait } from "./note.ts";
import { pathsIn } from "./paths-in.ts";
import { withMargin } from "./short-grace.ts";

/** The services that a supervisor's configuration gives more time than the container has. */
export function findLongWaits(stop: Stop, start: Start, given: Grace | null): readonly LongWait[] {
  const { grace } = stop;
  return stop.plays.flatMap(({ tree }) =>
    pathsIn(tree).flatMap((path) => {
      const [supervisor, service] = path.slice(-2);
      const { seconds = null, written = null } = service?.stopWay ?? {};
      if (supervisor === undefined || service === undefined || seconds === null || written === null)
        return [];
      if (seconds <= (grace ?? DOCKER_TIMING.grace)) return [];
      return [
        {
          kind: "long-wait",
          supervisor: nameOf(supervisor.name),
          service: nameOf(service.name),
          seconds,
          grace,
          enough: withMargin(seconds),
          mend: given?.rewrite(withMargin(seconds)) ?? null,
          span: written,
          trace: traceTo(path, start),
        },
      ];
    }),
  );
}
