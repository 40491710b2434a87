import { calculate } from "../expand/arithmetic.ts";
import type { Successors } from "../fork.ts";
import { runTimeScript } from "../run-time-script.ts";
import type { Call } from "./call.ts";

/** `let expression …`: fails where the last one comes to 0 (bash, Bash Builtins). */
export function calculateEach(call: Call): Successors {
  const { system, shell, script, words } = call;
  shell.status = 1;
  for (const word of words.slice(1)) {
    const source = { file: script.source.file, text: `((${word}))`, pieces: [] };
    const command = runTimeScript(system, source).root.commands[0]?.command;
    const expression = command?.type === "ArithmeticCommand" ? command.expression : undefined;
    const value = expression === undefined ? null : calculate(call, expression);
    shell.status = value === null ? "unknown" : value === 0 ? 1 : 0;
    if (shell.failed !== null) return null;
  }
  return null;
}
