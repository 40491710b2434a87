import { isKnown } from "../../hole.ts";
import { setAlias } from "../aliases.ts";
import type { Successors } from "../fork.ts";
import type { Call } from "./call.ts";

/** `alias name=value …` (POSIX, alias); without a value it only prints. */
export function alias({ shell, script, node, words }: Call): Successors {
  for (const word of words.slice(1)) if (isKnown(word)) setAlias(shell, script, node, word);
  shell.status = 0;
  return null;
}

/** `unalias name …`, `unalias -a` */
export function unalias({ shell, words }: Call): Successors {
  const names = words.includes("-a") ? [...shell.aliases.keys()] : words.slice(1);
  for (const name of names) shell.aliases.delete(name);
  shell.status = 0;
  return null;
}
