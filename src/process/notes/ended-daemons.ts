import { spanOf } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Start } from "../../start/start-command.ts";
import { foregroundForm } from "../programs/foreground-forms.ts";
import { sourceOf } from "../sites.ts";
import type { Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { EndedDaemon } from "./note.ts";
import { pathsIn } from "./paths-in.ts";

/** The daemons whose start is the last that a container does: it ends with that. */
export function findEndedDaemons(stop: Stop, start: Start): readonly EndedDaemon[] {
  const plays = stop.plays.filter(({ outcome, choices }) => outcome === "none" && choices.length === 0);
  return plays.flatMap(({ tree }) => {
    const path = pathsIn(tree).findLast((each) => each.at(-1)?.known === true);
    const daemon = path?.at(-1);
    if (path === undefined || daemon === undefined || daemon === tree) return [];
    const site = daemon.launches.findLast((launch) => launch.site !== null)?.site ?? null;
    const span =
      site === null ? start.place : spanOf(sourceOf(site, start.command?.argv ?? []), site.start, site.end);
    const name = nameOf(daemon.name);
    const add = foregroundForm(name)?.add ?? "";
    const trace = traceTo(path.slice(0, -1), start);
    return [{ kind: "ended-daemon", daemon: name, add: add === "" ? null : add, span, trace }];
  });
}
