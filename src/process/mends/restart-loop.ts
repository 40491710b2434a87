import type { Edit } from "../../diagnostic.ts";
import type { Statement, SyntaxNode } from "../../shell/syntax.ts";
import type { Start } from "../../start/start-command.ts";
import type { Started } from "../breaks/started.ts";
import { chainTo, endsScript } from "../exec-place.ts";
import { ScriptText } from "./script-text.ts";

/**
 * The edits that put `exec` and the service in the place of the loop that starts it anew. Null where the loop does more
 * than to start it, to wait and to say so, or where something comes behind it.
 */
export function withoutLoop(
  { site, source }: Started,
  sources: ReadonlyMap<string, string>,
  command: Start["command"],
): readonly Edit[] | null {
  const chain = chainTo(site.script.root, site);
  const at = chain.findLastIndex(({ type }) => type === "While");
  const [loop, node] = [chain[at], chain.at(-1)];
  const script = ScriptText.open(source, sources, command);
  if (loop?.type !== "While" || node?.type !== "Command" || script === null) return null;
  const all = [...loop.clause.commands, ...loop.body.commands];
  const own = all.find((statement) => chain.includes(statement));
  const isPlain = own !== undefined && commandOf(own) === node && own.background !== true;
  if (!isPlain || !all.every((statement) => statement === own || isTrifle(statement))) return null;
  if (endsScript(chain.slice(0, at + 1), site) === null) return null;
  const { text } = source;
  script.replace(
    loop.pos,
    loop.end,
    `${text.slice(node.pos, site.name)}exec ${text.slice(site.name, node.end)}`,
  );
  return script.edits;
}

/** Where the innermost loop around a command begins; null where there is none. */
export function loopAround({ site }: Started): number | null {
  const loop = chainTo(site.script.root, site).findLast(({ type }) =>
    ["While", "For", "ArithmeticFor", "Select"].includes(type),
  );
  return loop?.pos ?? null;
}

/** `app`, or `! app`. */
function commandOf({ command }: Statement): SyntaxNode {
  return command.type === "Pipeline" && command.commands.length === 1
    ? (command.commands[0] ?? command)
    : command;
}

/** Waits, says something, or does nothing. */
function isTrifle(statement: Statement): boolean {
  const command = commandOf(statement);
  const name = command.type === "Command" ? command.name?.value : undefined;
  return name !== undefined && /^(true|false|:|\[|test|sleep|echo|printf|date)$/.test(name);
}
