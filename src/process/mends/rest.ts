import type { Command } from "../../shell/syntax.ts";
import type { ShellBreak } from "../breaks/break.ts";
import { chainTo } from "../exec-place.ts";
import type { LaunchSite } from "../machine/process.ts";
import { fgBehind } from "./foreground-job.ts";
import type { ScriptText } from "./script-text.ts";
import { type Unit, unitsOf, wordsOf } from "./unit.ts";

/** A way to make a script rest where a trap can run. */
export type RestMend = (script: ScriptText) => void;

/** Short pauses need none: the trap runs between two of them. */
const asItIs: RestMend = () => {};

/**
 * The ways to make a script rest in `wait`, where a trap runs at once (POSIX, 2.12), best first; `pid` is how it is told
 * of the last service.
 */
export function restMends(
  { parent, starts }: Pick<ShellBreak, "parent" | "starts">,
  last: Unit,
  pid: string,
): readonly RestMend[] {
  if (!last.background || parent.resting === "wait") return [asItIs];
  const [first] = starts;
  const site = parent.idle === true ? parent.launches.at(-1)?.site : idleSite(parent);
  if (site === undefined || site === null) return [...foreground(first.site, last, pid), asItIs];
  const [unit] = unitsOf(site, "foreground");
  const command = chainTo(site.script.root, site).at(-1);
  if (site.script.source !== first.site.script.source || unit === undefined || command?.type !== "Command")
    return [];
  const isLast = unit.after !== null && !unit.inLoop && unit.start >= last.end;
  const whole = isLast ? [waitInstead(unit, command)] : [];
  return parent.idle === true ? whole : isLast ? [...whole, behind(unit)] : [asItIs, behind(unit)];
}

function idleSite(parent: ShellBreak["parent"]): LaunchSite | null {
  const child = parent.children.find(({ idle }) => idle === true);
  const [launch] = child?.launches ?? [];
  return launch?.hop === "foreground" ? launch.site : null;
}

/** `wait`; what shows a log goes on doing that behind `&`. */
function waitInstead(unit: Unit, command: Command): RestMend {
  const words = wordsOf(command);
  const shows = words[0] === "tail" && words.at(-1) !== "/dev/null";
  return (script) => {
    const text = script.source.text.slice(command.name?.pos ?? unit.start, unit.end).replace(/^exec\s+/, "");
    const indent = script.indentOf(unit.start, unit.after ?? unit.end);
    const between = indent === null ? " " : `\n${indent}`;
    script.replace(unit.start, unit.end, shows ? `${text} &${between}wait` : "wait");
  };
}

function behind(unit: Unit): RestMend {
  return (script) => {
    if (unit.after === null) script.insert(unit.start, "{ ");
    script.insert(unit.end, unit.after === null ? ' & wait "$!"; }' : ' & wait "$!"');
  };
}

/** `fg` is a foreground like any other. */
function foreground(site: LaunchSite, last: Unit, pid: string): readonly RestMend[] {
  return fgBehind(site, last.end).map(
    (command) => (script) => script.replace(command.pos, command.end, `wait ${pid}`),
  );
}
