import { isExpandedEarly } from "../mends/late-expansion.ts";
import { findTrapCommand } from "../mends/trap-command.ts";
import type { NodeTrap, ProcessNode } from "../stop.ts";
import type { Aim } from "./break.ts";
import type { CauseContext, Uncaused } from "./uncaused.ts";

/** Why what a handler sends does not come to the services that a break is about. */
export function aimOf({ parent, starts }: Uncaused, handler: NodeTrap, { sources }: CauseContext): Aim {
  const sent = parent.sent ?? [];
  const [first] = starts;
  const set = findTrapCommand(handler, first.source, sources);
  const failed = sent.find(({ to }) => to.length === 0);
  if (failed !== undefined) {
    const { target, signal } = failed;
    const early = set !== null && isExpandedEarly(set.action.text) ? set.action.text.slice(1, -1) : null;
    // What the shell has filled in there is a number that no file holds.
    const command = early ?? failed.command;
    if (signal === "0") return { kind: "asks", command };
    const hasPid = target !== null && /\d/.test(target);
    if (early !== null && !hasPid) return { kind: "early" };
    if (target?.startsWith("%") === true) return { kind: "job", command };
    if (target === "--") return { kind: "dashes", command };
    return { kind: hasPid ? "gone" : "empty", command };
  }
  const asking = sent.find(({ signal }) => signal === "0");
  if (asking !== undefined && sent.every(({ signal }) => signal === "0"))
    return { kind: "asks", command: asking.command };
  const reached = new Set(sent.flatMap(({ to }) => to));
  const names = parent.children.filter(({ pid }) => reached.has(pid)).map(nameOfChild);
  return sent.length === 0 ? { kind: "not-run" } : { kind: "others", names };
}

function nameOfChild({ name, launches }: ProcessNode): string {
  return launches.at(-1)?.name ?? name;
}
