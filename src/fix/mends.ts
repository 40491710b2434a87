import type { Fix } from "../diagnostic.ts";
import type { ShellBreak } from "../process/breaks/break.ts";
import type { Started } from "../process/breaks/started.ts";
import { listInWords } from "../process/in-words.ts";
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

/** What a shell can do itself for the services that it starts; which of these does it, the test of each tells. */
export function forwardingFixes({ forwardings, starts, signal }: ShellBreak): readonly Fix[] {
  const names = listInWords(starts.map(({ name }) => name));
  return forwardings.map(({ edits, moves, changesHandler }) => {
    const trap = changesHandler
      ? `let the trap pass ${signal} on to ${names}, and wait`
      : `pass ${signal} on in a trap, and wait`;
    const moved = listInWords(moves);
    return {
      title: moved !== "" ? `start ${moved} behind \`&\`, and ${trap}` : trap,
      safety: "unsafe",
      edits,
    };
  });
}
