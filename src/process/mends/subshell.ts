import type { Edit } from "../../diagnostic.ts";
import { spanOf } from "../../mapped-text.ts";
import type { Started } from "../breaks/started.ts";
import { chainTo, endsScript, execOffset, isExec } from "../exec-place.ts";
import type { ProcessNode } from "../stop.ts";

/**
 * The edits that take the parentheses around a script's last commands away and let the shell become the last of them.
 * Null where more comes after, or where the subshell's own redirections would go with them.
 */
export function withoutSubshell(
  { site, source, deaf }: Started,
  parent: ProcessNode,
): readonly Edit[] | null {
  // Handlers of the shell itself would go with it.
  if (parent.traps.length > 0) return null;
  const chain = chainTo(site.script.root, site);
  const at = chain.findLastIndex((node) => node.type === "Subshell");
  const [outer, subshell] = [chain[at - 1], chain[at]];
  const command = chain.at(-1);
  if (
    deaf !== null ||
    outer?.type !== "Statement" ||
    subshell?.type !== "Subshell" ||
    command?.type !== "Command"
  )
    return null;
  if (endsScript(chain.slice(0, at + 1), site) === null || endsScript(chain.slice(at + 1), site) === null)
    return null;
  const { text } = source;
  const open = /^\(\s*/.exec(text.slice(subshell.pos, subshell.end))?.[0].length ?? 0;
  const close = /(?<!\s)\s*(?:;\s*)?\)$/.exec(text.slice(subshell.pos, subshell.end))?.[0].length ?? 0;
  if (open === 0 || close === 0) return null;
  const exec = execOffset(command, site.name);
  if (exec === null && !isExec(command)) return null;
  return [
    { ...spanOf(source, subshell.pos, subshell.pos + open), text: "" },
    ...(exec === null ? [] : [{ ...spanOf(source, exec, exec), text: "exec " }]),
    { ...spanOf(source, subshell.end - close, subshell.end), text: "" },
  ];
}
