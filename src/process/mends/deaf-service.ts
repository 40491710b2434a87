import type { Fix } from "../../diagnostic.ts";
import { nameOf } from "../../script/image-path.ts";
import { betterSignal } from "../programs/stop-signals.ts";
import type { ProcessNode } from "../stop.ts";
import { commandPlaceOf, type PlaceContext } from "./command-place.ts";
import { stopSignalEdits } from "./stop-signal.ts";

export interface ServiceMends {
  /** The signal on which it ends, without `SIG`; null where none is known, or the way to it is another. */
  readonly better: string | null;
  /** What to start in its place, as a clause; null where nothing is known. */
  readonly advice: string | null;
  /** Each has to be tried. */
  readonly mends: readonly Fix[];
}

/** What may end a service that hears the stop signal (without `SIG`) and goes on. */
export function serviceMends(service: ProcessNode, signal: string, context: PlaceContext): ServiceMends {
  const name = nameOf(service.name);
  const better =
    service.endsOn ?? betterSignal(service.known === true && name === "init" ? "systemd" : name, signal);
  const edits = better === null ? null : stopSignalEdits(context.start, better);
  const safety = service.known === true ? "safe" : "unsafe";
  const set = edits === null ? [] : [{ title: `let STOPSIGNAL be SIG${better}`, safety, edits } as const];
  const program = SAFE_STARTERS.get(name) ?? null;
  const advice =
    program === null ? null : `start \`${program}\` itself, without ${name}, which passes no signal on`;
  return { better, advice, mends: [...set, ...otherWords(service, context)] };
}

/** Scripts that start a database anew when it has died, and take its options (mysqld_safe, MySQL manual). */
const SAFE_STARTERS: ReadonlyMap<string, string> = new Map([
  ["mysqld_safe", "mysqld"],
  ["mariadbd-safe", "mariadbd"],
]);

function otherWords(service: ProcessNode, context: PlaceContext): readonly Fix[] {
  const place = commandPlaceOf(service, context);
  if (place === null || place.exec === null) return [];
  const own = place.words.map((_, index) => index);
  if (/^uwsgi/.test(nameOf(service.name))) {
    const edits = place.become([...own, "--die-on-term"]);
    return edits === null
      ? []
      : [{ title: "let uwsgi end on SIGTERM, with `--die-on-term`", safety: "unsafe", edits }];
  }
  const program = SAFE_STARTERS.get(nameOf(service.name));
  if (program !== undefined) {
    const edits = place.become([program, ...own.slice(1)]);
    return edits === null ? [] : [{ title: `start ${program} itself`, safety: "unsafe", edits }];
  }
  const init = service.heeds === "below-init" ? installedInit(context) : null;
  const edits = init === null ? null : place.become([init, "--", ...own]);
  return edits === null ? [] : [{ title: `start it below ${init}`, safety: "unsafe", edits }];
}

const INSTALLER = /\b(?:apk|apt-get|apt|dnf|microdnf|yum)\b/i;

/** An init that a RUN step of the Dockerfile installs. */
function installedInit({ start, sources }: PlaceContext): string | null {
  const text = (sources.get(start.place.file) ?? "").replace(/\\\r?\n/g, " ");
  const steps = text.split("\n").filter((line) => /^\s*RUN\b/i.test(line));
  const installs = steps.flatMap((step) => step.split(/[&;|]/)).filter((command) => INSTALLER.test(command));
  const named = installs.flatMap((command) => /\s(tini|dumb-init)\b/.exec(command)?.[1] ?? []);
  return named[0] ?? null;
}
