import type { Edit } from "../../diagnostic.ts";
import type { MappedText } from "../../mapped-text.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { NodeTrap } from "../stop.ts";
import type { MendContext } from "./handler-body.ts";
import { ScriptText } from "./script-text.ts";
import { findTrapCommand } from "./trap-command.ts";

/** The signal as one more word of a `trap`, spelt as the others are; without `SIG` where dash reads it. */
export function addSignal(
  trap: NodeTrap,
  near: MappedText,
  shell: ShellName,
  { signal, sources, command }: MendContext,
): readonly (readonly Edit[])[] {
  const set = findTrapCommand(trap, near, sources);
  const script = set === null ? null : ScriptText.open(set.source, sources, command);
  const last = set?.signals.at(-1);
  if (set === null || script === null || last === undefined) return [];
  const isLong = shell !== "dash" && set.signals.some(({ value }) => value.startsWith("SIG"));
  script.insert(last.end, isLong ? ` SIG${signal}` : ` ${signal}`);
  return script.edits === null ? [] : [script.edits];
}
