import { spanOf } from "../../mapped-text.ts";
import type { Start } from "../../start/start-command.ts";
import { isPseudoSignal } from "../machine/signal-names.ts";
import { shownCommand, sourceOf } from "../sites.ts";
import type { ProcessNode, Stop } from "../stop.ts";
import { traceTo } from "../trace.ts";
import type { LostTrap } from "./note.ts";
import { pathsIn } from "./paths-in.ts";

/** The handlers that an `exec` takes away (POSIX, `exec`), each once, where they would have done something. */
export function findLostTraps(stop: Stop, start: Start): readonly LostTrap[] {
  return stop.plays.flatMap(({ tree }) => pathsIn(tree)).flatMap((path) => lostIn(path, start));
}

function lostIn(path: readonly ProcessNode[], start: Start): readonly LostTrap[] {
  const node = path.at(-1);
  return (node?.launches ?? []).flatMap(({ hop, name, site }) => {
    if (hop !== "exec" || site === null) return [];
    const span = spanOf(sourceOf(site, start.command?.argv ?? []), site.start, site.end);
    const trace = traceTo(path.slice(0, -1), start);
    const lost = site.traps.filter(({ signal, work }) => work !== "none" && !isPseudoSignal(signal));
    return lost.map((trap) => {
      const same = lost.filter((other) => other.span.start === trap.span.start);
      const signals = same.map(({ signal }) => signal);
      return { kind: "lost-trap", trap, signals, becomes: shownCommand(name, site), span, trace };
    });
  });
}
