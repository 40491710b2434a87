import type { ShellName } from "../start/base-image.ts";
import type { Break } from "./breaks.ts";
import { baseName } from "./machine/paths.ts";
import type { ProcessNode, Stop } from "./stop.ts";

const titles: Readonly<Record<ShellName, string>> = { ash: "busybox ash", bash: "bash", dash: "dash" };

/** A process as messages call it first: `bash`, and `sh (dash)` where the name alone does not tell how it behaves. */
export function nameInWords({ name, shell }: ProcessNode): string {
  const short = baseName(name);
  return shell === null || short === shell ? short : `${short} (${titles[shell]})`;
}

/** As messages call it from then on. */
function shortName({ name, shell }: ProcessNode): string {
  return shell === null ? baseName(name) : titles[shell];
}

/** Where shells differ, on which of them the stop goes wrong and on which not; empty where `/bin/sh` is known. */
export function differenceInWords({ byShell, outcome }: Stop): string {
  if (outcome !== "unknown" || byShell.size < 2) return "";
  const of = (wanted: boolean): string =>
    [...byShell]
      .filter(([, each]) => (each === "graceful" || each === "none") === wanted)
      .map(([shell]) => titles[shell])
      .join(" and ");
  return of(true) === "" ? "" : `It is so where /bin/sh is ${of(false)}, not where it is ${of(true)}`;
}

type Broken = Pick<Break, "parent" | "outcome" | "reach">;

/** What a process and an outcome mean for the services below it: a clause. `services` are their names. */
export function consequenceOf(broken: Broken, services: readonly string[], signal: string): string {
  const then = inThatCase(broken, services, signal);
  return broken.reach === "other-command"
    ? `${then}, where another command than the image's own is given`
    : then;
}

function inThatCase({ parent, outcome }: Broken, services: readonly string[], signal: string): string {
  const they = listInWords(services);
  const are = services.length > 1 ? "are" : "is";
  const name = shortName(parent);
  const killed = `${they} ${are} killed`;
  const inTheEnd = "after 10 s on Docker, 30 s on Kubernetes";
  if (outcome === "stuck") return `${they} ends, but ${name} stays, and is killed ${inTheEnd}`;
  switch (parent.signal) {
    case "killed":
      return `${signal} ends ${name} at once, the container ends with it, and ${killed} in the middle of its work`;
    case "handled":
      return outcome === "cut"
        ? `${name} leaves before ${they} ${services.length > 1 ? "have" : "has"} ended, and ${killed} in the middle of its work`
        : `what ${name} does on ${signal} does not reach ${they}, so ${killed} ${inTheEnd}`;
    case "never":
      return outcome === "cut"
        ? `${signal} does not come this far, and ${name} would not pass it on: ${killed} when the container ends`
        : `${signal} does not come this far, and ${name} would not pass it on: ${killed} ${inTheEnd}`;
    case "ignored":
    case "forwarded":
      return outcome === "cut"
        ? `${name} does not pass ${signal} on, and ${killed} when the container ends`
        : `${name} does not pass ${signal} on, so ${killed} ${inTheEnd}`;
  }
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
