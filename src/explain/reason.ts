import { consequenceOf, inTheEnd, listInWords } from "../process/in-words.ts";
import type { ProcessNode, Stop } from "../process/stop.ts";
import type { Located } from "../script/located.ts";
import type { Start } from "../start/start-command.ts";
import { whyNotStarted } from "../start-faults/why-not-started.ts";
import type { Target } from "../target.ts";
import { processName, serviceNames } from "./explain-process.ts";

/** Why a target has its outcome, in a sentence without a full stop. */
export function reasonOf(target: Target, unread: readonly Unread[]): string {
  const { start, stop, startFaults, shellMissing, unreadable } = target;
  if (start.command === null) return start.assumes.at(-1) ?? "nothing is started";
  const notStarted = whyNotStarted(start, startFaults);
  if (notStarted !== null) return `it does not start: ${notStarted}`;
  if (shellMissing) return "the start command is a shell, and the image has none";
  if (unreadable !== null) return `it cannot be told, because ${unreadable} has a syntax error`;
  const { signal, outcome, plays } = stop;
  const [worst] = plays;
  const services = worst === undefined ? [] : serviceNames(worst.tree);
  const they = services.length === 0 ? "the service" : listInWords(services);
  const several = services.length > 1;
  const are = several ? "are" : "is";
  if (stop.needs !== null)
    return `the stop takes ${Math.ceil(stop.needs)} s, and ${they} ${are} killed ${inTheEnd(stop.grace)}`;
  switch (outcome) {
    case "graceful":
      return `${signal} reaches ${they}, and the container lasts until ${several ? "they have" : "it has"} ended`;
    case "none":
      return missingReason(start, unread) ?? (worst?.timing === undefined ? COMES_TO_AN_END : endsOn(signal));
    case "unknown":
      return unknownReason(stop);
    case "lost":
      return (
        brokenReason(target) ??
        `${they} ${several ? "do" : "does"} not end on ${signal}, and ${are} killed ${inTheEnd(stop.grace)}`
      );
    case "cut":
      return (
        brokenReason(target) ??
        `the container ends before ${they} ${several ? "have" : "has"} ended, and what is left is killed`
      );
    case "stuck":
      return (
        brokenReason(target) ??
        `nothing is left to stop, but the container stays, and is killed ${inTheEnd(stop.grace)}`
      );
  }
}

const COMES_TO_AN_END = "nothing long-running is started: it comes to an end by itself";

/** It stays, and no service is in it: a loop of `sleep`, behind something that may have started one out of sight. */
function endsOn(signal: string): string {
  return `${signal} ends it, and nothing runs in it that is known to have work to finish`;
}

type Unread = Exclude<Located, { kind: "text" }>;

/** The start command names something that cannot be started; null where it can, or where that is not known. */
function missingReason({ command }: Start, unread: readonly Unread[]): string | null {
  const named = command?.argv.find(({ text }) => !/^(.*\/)?(ba|da|a)?sh$/.test(text))?.text ?? "";
  const name = named.replace(/^\.?\//, "");
  const located = unread.find(({ path }) => path === named || path.endsWith(`/${name}`));
  if (name === "" || located === undefined) return null;
  if (located.kind === "directory") return `it does not start: ${located.path} is a folder`;
  if (located.kind === "missing")
    return `it does not start: there will be no ${located.path}, because ${located.reason}`;
  return null;
}

/** The break that the signal meets first; none is where the services themselves do not end. */
function brokenReason({ breaks }: Target): string | null {
  const broken = breaks.find((each) => !("parent" in each) || each.parent.signal !== "never");
  return broken === undefined ? null : consequenceOf(broken);
}

function unknownReason({ byShell, plays }: Stop): string {
  const gap = plays.find(({ unknown }) => unknown !== null);
  if (gap?.unknown) {
    const unseen = firstUnseen(gap.tree);
    const what = unseen === null ? "it cannot be told" : `what ${processName(unseen)} does cannot be told`;
    return `${what}, because ${gap.unknown.reason}`;
  }
  return byShell.size > 1 ? "it depends on what /bin/sh is, and that is not known" : "it cannot be told";
}

function firstUnseen(node: ProcessNode): ProcessNode | null {
  if (node.unseen !== undefined) return node;
  for (const child of node.children) {
    const found = firstUnseen(child);
    if (found !== null) return found;
  }
  return null;
}
