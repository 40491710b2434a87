import { isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import type { ShellBody } from "../process.ts";
import { write } from "../redirections.ts";
import type { Call } from "./call.ts";
import { hasBuiltin } from "./names.ts";
import { lookForCommand } from "./run.ts";

/** `type name …`: whether each is there, 127 in dash and ash where one is not; bash's `type -t` prints what it is. */
export function type(call: Call): Successors {
  const { system, process, shell, words } = call;
  const options = shell.shell === "bash" ? words.slice(1).filter((word) => /^-[afptP]+$/.test(word)) : [];
  const names = words.slice(1).filter((word) => !options.includes(word) && word !== "--");
  const found = names.map((name) => lookForCommand(call, name));
  const missing = shell.shell === "bash" ? 1 : 127;
  shell.status = found.includes(1) ? missing : found.includes("unknown") ? "unknown" : 0;
  if (!options.some((word) => word.includes("t"))) return null;
  for (const name of names)
    if (lookForCommand(call, name) !== 1) write(system, process, `${kindOf(shell, name)}\n`);
  return null;
}

const KEYWORDS = new Set(
  "if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc".split(
    " ",
  ),
);

/** As bash calls it, where a function hides a builtin, and that a program. */
function kindOf(shell: ShellBody, name: string): string {
  if (!isKnown(name)) return name;
  if (shell.options.aliases && shell.aliases.has(name)) return "alias";
  if (KEYWORDS.has(name)) return "keyword";
  if (shell.functions.has(name)) return "function";
  return hasBuiltin(name, shell.shell) ? "builtin" : "file";
}
