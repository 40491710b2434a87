import { HOLE } from "../hole.ts";
import { nameOf } from "../script/image-path.ts";
import type { Break, ShellBreak } from "./breaks/break.ts";
import type { Started } from "./breaks/started.ts";
import { shellInWords, shortName } from "./names-in-words.ts";
import type { Stop } from "./stop.ts";
import { belowWrapper } from "./wrapper-in-words.ts";

/** Where shells differ, on which of them the stop goes wrong and on which not; empty where `/bin/sh` is known. */
export function differenceInWords({ byShell, outcome }: Stop): string {
  if (outcome !== "unknown" || byShell.size < 2) return "";
  const of = (wanted: boolean): string =>
    [...byShell]
      .filter(([, each]) => (each === "graceful" || each === "none") === wanted)
      .map(([shell]) => shellInWords(shell))
      .join(" or ");
  return of(true) === "" ? "" : `It is so where /bin/sh is ${of(false)}, not where it is ${of(true)}`;
}

/** How commands below a shell run, as clauses: `a and b run behind \`&\`, and c in the foreground`. */
export function runningInWords(starts: readonly Pick<Started, "kind" | "name">[]): string {
  const kinds = [...new Set(starts.map(({ kind }) => kind))];
  const clauses = kinds.map((kind, index) => {
    const names = starts.filter((each) => each.kind === kind).map(({ name }) => name);
    const verb = names.length > 1 ? "run" : "runs";
    return `${listInWords(names)} ${index === 0 ? `${verb} ` : ""}${places[kind]}`;
  });
  return listInWords(clauses);
}

/** A step of a trace: `starts a in the background`. */
export function startInWords({ kind, name }: Pick<Started, "kind" | "name">): string {
  if (kind === "foreground") return `starts ${name} and waits for it`;
  return `starts ${name} ${kind === "background" ? "in the background" : places[kind]}`;
}

const places: Readonly<Record<Started["kind"], string>> = {
  background: "behind `&`",
  detached: "as a daemon",
  foreground: "in the foreground",
  pipeline: "in a pipeline",
  subshell: "in a subshell",
  substitution: "in a command substitution",
};

/** What a break means for the services below it: a clause. */
export function consequenceOf(broken: Break): string {
  const then = inThatCase(broken);
  return broken.reach === "other-command"
    ? `${then}, where another command than the image's own is given`
    : then;
}

/** When SIGKILL comes, as a clause. */
export function inTheEnd(grace: number | null): string {
  return grace === null
    ? "after 10 s on Docker, 30 s on Kubernetes"
    : `when the grace period of ${grace} s is over`;
}

function inThatCase(broken: Break): string {
  const { grace } = broken;
  if ("service" in broken) {
    const name = nameOf(broken.service.name);
    return broken.outcome === "cut"
      ? `${name} is killed in the middle of its work`
      : `${name} goes on, and is killed ${inTheEnd(grace)}`;
  }
  return "wrapper" in broken ? belowWrapper(broken, inTheEnd(grace)) : belowShell(broken);
}

function belowShell({ parent, outcome, starts, grace, signal }: ShellBreak): string {
  const services = starts.map((start) => start.name);
  const they = listInWords(services);
  const are = services.length > 1 ? "are" : "is";
  const name = shortName(parent);
  const killed = `${they} ${are} killed`;
  const inTheMiddle = `in the middle of ${services.length > 1 ? "their" : "its"} work`;
  if (outcome === "stuck")
    return `${they} ${services.length > 1 ? "end" : "ends"}, but ${name} stays, and is killed ${inTheEnd(grace)}`;
  if (outcome === "lost" && starts.every(({ service }) => service.end === "finished"))
    return `${they} ${services.length > 1 ? "end" : "ends"}, but ${name} starts ${services.length > 1 ? "them" : "it"} anew, and all of it is killed ${inTheEnd(grace)}`;
  switch (parent.signal) {
    case "killed":
      return `${signal} ends ${name} at once, the container ends with it, and ${killed} ${inTheMiddle}`;
    case "handled":
      if (outcome === "lost" && parent.trapRan === false)
        return `a shell runs a trap only after the command in its foreground, so ${killed} ${inTheEnd(grace)}`;
      return outcome === "cut"
        ? `${name} leaves before ${they} ${services.length > 1 ? "have" : "has"} ended, and ${killed} ${inTheMiddle}`
        : `what ${name} does on ${signal} does not reach ${they}, so ${killed} ${inTheEnd(grace)}`;
    case "never":
      return outcome === "cut"
        ? `${signal} does not come this far, and ${name} would not pass it on: ${killed} when the container ends`
        : `${signal} does not come this far, and ${name} would not pass it on: ${killed} ${inTheEnd(grace)}`;
    case "ignored":
    case "forwarded":
      if (parent.role === "wrapper" && outcome === "cut")
        return `${name} does not wait for what it has not started itself: ${killed} when the container ends`;
      return outcome === "cut"
        ? `${name} does not pass ${signal} on, and ${killed} when the container ends`
        : `${name} does not pass ${signal} on, so ${killed} ${inTheEnd(grace)}`;
  }
}

/** A command line on one line: what continues it is left out, and so is what the files do not tell. */
export function oneLine(text: string): string {
  const end = text.indexOf("\n");
  const line = end === -1 ? text : `${text.slice(0, end).replace(/\\$/, "").trimEnd()} …`;
  return line.replaceAll(HOLE, "…");
}

/** `a`, `a and b`, `a, b and c`; `a (twice)` where one stands there more than once. */
export function listInWords(all: readonly string[]): string {
  const times = (word: string): number => all.filter((other) => other === word).length;
  const words = [...new Set(all)].map((word) =>
    times(word) === 1 ? word : `${word} (${times(word) === 2 ? "twice" : `${times(word)} times`})`,
  );
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
