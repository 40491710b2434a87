import type { Outcome } from "../../src/diagnostic.ts";

/**
 * What the kernel can show. `no-start`: the container is over before the stop, because nothing could be run, or with a
 * service that was still running and was killed with it.
 */
export type LabOutcome = Exclude<Outcome, "unknown"> | "no-start";

/** One line of the log that the container and the stand-ins write. */
export interface LabEvent {
  /** Milliseconds of a clock that all writers share. */
  readonly at: number;
  /** `container` for PID 1 as seen from outside, `lab` for what the lab does, else the stand-in's name. */
  readonly who: string;
  readonly pid: number;
  readonly what: "start" | "got" | "end" | "stop" | "kill" | "exit" | "killed";
  readonly detail: string;
}

/** Reads the log; a line that was cut short is left out. */
export function parseLog(text: string): LabEvent[] {
  const events: LabEvent[] = [];
  for (const line of text.split("\n")) {
    const match = /^(\d+) (\S+) (\d+) (start|got|end|stop|kill|exit|killed) ?(.*)$/.exec(line);
    if (match === null) continue;
    const [, at = "", who = "", pid = "", what = "", detail = ""] = match;
    if (isWhat(what)) events.push({ at: Number(at), who, pid: Number(pid), what, detail });
  }
  return events;
}

function isWhat(what: string): what is LabEvent["what"] {
  return ["start", "got", "end", "stop", "kill", "exit", "killed"].includes(what);
}

/** What became of the services (DESIGN.md, section 1), read from a whole run's log. */
export function outcomeOf(events: readonly LabEvent[]): LabOutcome {
  const position = (what: LabEvent["what"], who: string) =>
    events.findIndex((event) => event.what === what && event.who === who);
  const services = events.flatMap((event, at) =>
    event.what === "start" && event.who !== "container" ? [{ event, at }] : [],
  );
  const after = (service: { event: LabEvent; at: number }, what: LabEvent["what"]) =>
    events.findIndex(
      (event, at) =>
        at > service.at &&
        event.what === what &&
        event.pid === service.event.pid &&
        event.who === service.event.who,
    );
  const stop = position("stop", "lab");
  if (stop < 0) {
    const finished = services.every((service) => after(service, "end") >= 0);
    const succeeded = events.some((event) => event.what === "exit" && event.detail === "0");
    return finished && (services.length > 0 || succeeded) ? "none" : "no-start";
  }
  const running = services.filter((service) => {
    const end = after(service, "end");
    return end < 0 || end > stop;
  });
  const finished = running.every((service) => after(service, "end") >= 0);
  if (position("kill", "lab") >= 0) return finished ? "stuck" : "lost";
  if (!finished) return "cut";
  return running.length === 0 ? "none" : "graceful";
}
