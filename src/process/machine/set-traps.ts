import { eachChild } from "../../shell/parse.ts";
import type { SyntaxNode } from "../../shell/syntax.ts";
import type { SetTrap, ShellBody } from "./process.ts";

/** The handlers of a shell as it stands, by signal. */
export function setTraps({ traps, functions }: Pick<ShellBody, "traps" | "functions">): readonly SetTrap[] {
  return [...traps.entries()]
    .flatMap(([signal, trap]) =>
      trap.kind === "run"
        ? [
            {
              signal,
              span: trap.place,
              action: trap.text,
              sends: sends(trap.script.root, functions, new Set()),
            },
          ]
        : [],
    )
    .sort((one, other) => (one.signal < other.signal ? -1 : 1));
}

const SENDING = /^(\/\w+)*\/?(kill|pkill|killall|killall5|skill)$/;

/** Whether a script sends signals: it may do so in a branch that this play does not take. */
function sends(node: SyntaxNode, functions: ShellBody["functions"], seen: Set<string>): boolean {
  const words = node.type === "Command" ? [node.name, ...node.args] : [];
  const names = words.flatMap((word) => (word?.type === "Word" ? word.value : []));
  if (names.some((name) => SENDING.test(name))) return true;
  const [name = ""] = names;
  const called = seen.has(name) ? undefined : functions.get(name);
  let found = called !== undefined && sends(called.body, functions, seen.add(name));
  eachChild(node, (child) => {
    found ||= sends(child, functions, seen);
  });
  return found;
}
