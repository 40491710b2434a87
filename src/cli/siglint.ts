import type { Io } from "./io.ts";
import { engine } from "./load-engine.ts";
import { runCommand } from "./run-command.ts";

/** The command with the rules that siglint comes with: all of it that most runs need, in one part of the bundle. */
export function siglint(argv: readonly string[], io: Io): Promise<number> {
  return runCommand(argv, io, engine);
}
