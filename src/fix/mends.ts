import type { Edit, Fix } from "../diagnostic.ts";
import type { Started } from "../process/breaks/break.ts";
import { insertBefore } from "./edit.ts";

/** `exec` in front of a command; null where the shell would not become it. */
export function execFix({ exec, name }: Pick<Started, "exec" | "name">): Fix | null {
  if (exec === null) return null;
  return {
    title: `put \`exec\` in front of ${name}`,
    safety: exec.safe ? "safe" : "unsafe",
    edits: [insertBefore(exec.span, "exec ")],
  };
}

/** A trap that passes the signal on and waits, where it can be put in line by line. */
export function trapFix(edits: readonly Edit[] | null, signal: string): Fix | null {
  return edits === null ? null : { title: `pass ${signal} on in a trap, and wait`, safety: "unsafe", edits };
}
