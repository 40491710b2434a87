import type { Fix } from "../../diagnostic.ts";
import { aims } from "../mends/aim-handler.ts";
import { exitInHandler } from "../mends/exit-in-handler.ts";
import { HandlerBody, type MendContext } from "../mends/handler-body.ts";
import { lateExpansion } from "../mends/late-expansion.ts";
import { pidOfService } from "../mends/pid-of-service.ts";
import { waitForBlocker, waitForJob } from "../mends/wait-for-blocker.ts";
import { waitsInHandler } from "../mends/wait-in-handler.ts";
import type { NodeTrap } from "../stop.ts";
import type { HandlerFault } from "./break.ts";
import type { CauseContext, Uncaused } from "./uncaused.ts";

/** The ways to mend a handler as it stands, likely ones first; which of them does it has to be tried. */
export function handlerMends(
  kind: HandlerFault["kind"],
  { parent, starts }: Uncaused,
  handler: NodeTrap,
  cause: CauseContext,
): readonly Fix[] {
  const context = mendContext(cause);
  const [{ source }] = starts;
  const body = HandlerBody.of(handler, source, context);
  const mended = (title: string, ways: readonly Fix["edits"][]): readonly Fix[] =>
    ways.map((edits) => ({ title, safety: "unsafe", edits }));
  switch (kind) {
    case "handler-blocked": {
      const site = parent.children.find(({ launches }) => launches[0]?.hop === "foreground")?.launches[0]
        ?.site;
      if (site === undefined || site === null)
        return mended("wait for it, where a trap runs at once", waitForJob(starts[0].site, context));
      return mended("start it with `&` and wait, where a trap runs at once", waitForBlocker(site, context));
    }
    case "handler-misses": {
      const [first] = starts;
      const alone = starts.length === 1 ? pidOfService(first, parent, context) : [];
      const late = lateExpansion(handler, source, context);
      const aimed = body?.source === source ? aims(body, starts, source) : [];
      return [
        ...mended(`start ${first.name} beside the pipe, so that \`$!\` is its pid`, alone),
        ...mended("put the trap in single quotes", late),
        ...mended("let the trap name the pid of every service", aimed),
      ];
    }
    case "handler-leaves":
      return body === null
        ? []
        : mended("wait in the trap until the service has ended", waitsInHandler(body, context.signal));
    case "handler-goes-on":
      return body === null ? [] : mended("end the script in the trap", exitInHandler(body));
  }
}

export function mendContext({ signal, sources, start }: CauseContext): MendContext {
  return { signal, sources, command: start.command };
}
