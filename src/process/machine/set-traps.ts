import { readHandler } from "./handler-work.ts";
import type { SetTrap, ShellBody } from "./process.ts";

/** The handlers of a shell as it stands, by signal. */
export function setTraps({ traps, functions }: Pick<ShellBody, "traps" | "functions">): readonly SetTrap[] {
  return [...traps.entries()]
    .flatMap(([signal, trap]) => {
      if (trap.kind !== "run") return [];
      const { script, place, text } = trap;
      return [{ signal, span: place, action: text, ...readHandler(script.root, functions) }];
    })
    .sort((one, other) => (one.signal < other.signal ? -1 : 1));
}
