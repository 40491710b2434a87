import type { Statement } from "../../shell/syntax.ts";
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
    if ((definitionsIn(statements).get(name) ?? -1) >= index)
      return conductOfNamed(system, process, args)?.kind === "stranger";
  }
  return false;
}

const known = new WeakMap<readonly Statement[], ReadonlyMap<string, number>>();

/** Where each function of a list is defined last, as an index. Looked for once: every command asks. */
function definitionsIn(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const before = known.get(statements);
  if (before !== undefined) return before;
  const definitions = new Map<string, number>();
  for (const [index, { command }] of statements.entries())
    if (command.type === "Function") definitions.set(command.name.value, index);
  known.set(statements, definitions);
  return definitions;
}
