import type { Edit } from "../../diagnostic.ts";
import type { LaunchSite } from "../machine/process.ts";
import { sourceOf } from "../sites.ts";
import { fgBehind } from "./foreground-job.ts";
import type { MendContext } from "./handler-body.ts";
import { ScriptText } from "./script-text.ts";
import { execUnit, type Unit, unitsOf } from "./unit.ts";

/** `& wait $!` behind a command in the foreground: the shell waits for it all the same, and a trap runs at once. */
export function waitForBlocker(
  site: LaunchSite,
  { sources, command }: MendContext,
): readonly (readonly Edit[])[] {
  return putBehind(site, unitsOf(site, "foreground")[0], { sources, command });
}

/** `wait` in the place of the `fg` behind a background command, for the same job. */
export function waitForJob(
  site: LaunchSite,
  { sources, command }: MendContext,
): readonly (readonly Edit[])[] {
  const [fg] = fgBehind(site, site.end);
  const script =
    fg === undefined ? null : ScriptText.open(sourceOf(site, command?.argv ?? []), sources, command);
  if (fg === undefined || script === null) return [];
  script.replace(
    fg.pos,
    fg.end,
    ["wait", ...(fg.args.length > 0 ? fg.args.map(({ text }) => text) : ["$!"])].join(" "),
  );
  return script.edits === null ? [] : [script.edits];
}

/** The same behind a command that a shell becomes, its `exec` taken away. */
export function waitInstead(
  site: LaunchSite,
  context: Pick<MendContext, "sources" | "command">,
): readonly (readonly Edit[])[] {
  return putBehind(site, execUnit(site) ?? undefined, context);
}

function putBehind(
  site: LaunchSite,
  unit: Unit | undefined,
  { sources, command }: Pick<MendContext, "sources" | "command">,
): readonly (readonly Edit[])[] {
  const source = sourceOf(site, command?.argv ?? []);
  const script = unit === undefined ? null : ScriptText.open(source, sources, command);
  if (unit === undefined || script === null) return [];
  if (unit.exec !== null) script.replace(unit.exec.start, unit.exec.end, "");
  if (unit.after === null) script.insert(unit.start, "{ ");
  script.insert(unit.end, unit.after === null ? " & wait $!; }" : " & wait $!");
  return script.edits === null ? [] : [script.edits];
}
