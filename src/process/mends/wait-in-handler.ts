import type { Edit } from "../../diagnostic.ts";
import { eachChild } from "../../shell/parse.ts";
import type { SyntaxNode } from "../../shell/syntax.ts";
import type { HandlerBody } from "./handler-body.ts";
import { killsAmong, variableOf } from "./kill-command.ts";
import { commandsIn } from "./trap-command.ts";

/**
 * The ways to let a handler wait for what it has sent a signal to, behind its last `kill`: for those pids, then for
 * everything (POSIX, `wait`). A SIGKILL in it becomes `signal`. None where it sends nothing.
 */
export function waitsInHandler(body: HandlerBody, signal: string): readonly (readonly Edit[])[] {
  const last = body.statements.findLast((statement) => killsAmong(commandsIn(statement)).length > 0);
  if (last === undefined) return [];
  const kills = killsAmong(body.commands);
  const targets = kills.flatMap((kill) => kill.targets);
  const words = [...new Set(targets.map(({ text }) => text))].join(" ");
  const isPlain = targets.every((word) => variableOf(word) !== null) && !hasLoop(last);
  const hard = kills.flatMap(({ option }) => (option !== null && isHard(option.value) ? option : []));
  const waits = [...(hard.length > 0 ? [null] : []), ...(isPlain ? [`wait ${words}`] : []), "wait"];
  return waits.flatMap((wait) => {
    const edit = body.edit();
    for (const option of hard) edit?.replace(option, `-${signal}`);
    if (wait !== null) edit?.insertBehind(last, wait);
    return edit?.edits ?? [];
  });
}

/** `-9`, `-KILL`, `-s KILL` without the `-s`. */
function isHard(option: string): boolean {
  return /^-(9|(SIG)?KILL)$/i.test(option);
}

function hasLoop(node: SyntaxNode): boolean {
  let found = node.type === "For" || node.type === "While";
  eachChild(node, (child) => {
    found ||= hasLoop(child);
  });
  return found;
}
