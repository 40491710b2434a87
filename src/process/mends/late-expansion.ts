import type { Edit } from "../../diagnostic.ts";
import type { MappedText } from "../../mapped-text.ts";
import type { NodeTrap } from "../stop.ts";
import type { MendContext } from "./handler-body.ts";
import { ScriptText } from "./script-text.ts";
import { findTrapCommand } from "./trap-command.ts";

/**
 * Single quotes around a handler that stands in double ones: what is in it is expanded when it runs, and not when it is
 * set (POSIX, 2.2.2, 2.2.3).
 */
export function lateExpansion(
  trap: NodeTrap,
  near: MappedText,
  { sources, command }: MendContext,
): readonly (readonly Edit[])[] {
  const set = findTrapCommand(trap, near, sources);
  if (set === null || !isExpandedEarly(set.action.text) || set.action.text.includes("'")) return [];
  const script = ScriptText.open(set.source, sources, command);
  if (script === null || script.quoting === "single") return [];
  const inner = set.action.text.slice(1, -1).replace(/\\(["$`\\])/g, "$1");
  script.replace(set.action.pos, set.action.end, `'${inner}'`);
  return script.edits === null ? [] : [script.edits];
}

/** One text in double quotes, with something in it that is expanded there. */
export function isExpandedEarly(written: string): boolean {
  return /^"([^"\\]|\\.)*"$/.test(written) && /(^|[^\\])[$`]/.test(written);
}
