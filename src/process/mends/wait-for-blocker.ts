import type { Edit } from "../../diagnostic.ts";
import type { LaunchSite } from "../machine/process.ts";
import { sourceOf } from "../sites.ts";
import type { MendContext } from "./handler-body.ts";
import { ScriptText } from "./script-text.ts";
import { unitsOf } from "./unit.ts";

/** `& wait $!` behind a command in the foreground: the shell waits for it all the same, and a trap runs at once. */
export function waitForBlocker(
  site: LaunchSite,
  { sources, command }: MendContext,
): readonly (readonly Edit[])[] {
  const [unit] = unitsOf(site, "foreground");
  const source = sourceOf(site, [...(command?.argv ?? [])]);
  const script = unit === undefined ? null : ScriptText.open(source, sources, command);
  if (unit === undefined || script === null) return [];
  if (unit.after === null) script.insert(unit.start, "{ ");
  script.insert(unit.end, unit.after === null ? " & wait $!; }" : " & wait $!");
  return script.edits === null ? [] : [script.edits];
}
