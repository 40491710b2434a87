import { isKnown } from "../hole.ts";
import type { Call } from "./builtins/call.ts";
import { conductOfNamed } from "./launch.ts";

/**
 * The command has the name of a function that the shell comes to only further on, and of no program that siglint knows: it
 * is not found. So it is where a trap runs before the function that it calls is there.
 */
export function isDefinedLater({ system, process, shell, args, words }: Call): boolean {
  const [name = ""] = words;
  if (!isKnown(name) || name.includes("/")) return false;
  for (let at = shell.frames; at !== null; at = at.below) {
    if (at.frame.kind !== "list") continue;
    const { statements, index } = at.frame;
    const isAhead = statements
      .slice(index)
      .some(({ command }) => command.type === "Function" && command.name.value === name);
    if (isAhead) return conductOfNamed(system, process, args)?.kind === "stranger";
  }
  return false;
}
