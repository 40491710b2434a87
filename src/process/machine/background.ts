import type { ShellScript } from "../../shell/parse.ts";
import type { Statement } from "../../shell/syntax.ts";
import { forkBackground, forkStages } from "./children.ts";
import type { Successors } from "./fork.ts";
import { addJob } from "./job-table.ts";
import type { Process, ShellBody } from "./process.ts";
import { keepPlace } from "./reaping.ts";
import type { Stdin } from "./streams.ts";
import type { System } from "./system.ts";

/** `command &` (POSIX, 2.9.3.1): a child that nothing waits for, with INT and QUIT ignored and nothing to read. */
export function startBackground(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  statement: Statement,
): Successors {
  const command = meantBehind(shell, statement.command);
  const stdin: Stdin = shell.options.monitor ? process.stdin : { kind: "empty" };
  const stages = command.type === "Pipeline" && command.prefixes.length === 0 ? command.commands : null;
  const pids =
    stages !== null && stages.length > 1
      ? forkStages(system, process, shell, script, stages, "background")
      : [forkBackground(system, process, shell, script, { ...statement, command }, stdin).process.pid];
  for (const pid of pids) {
    const child = system.get(pid);
    if (child === undefined) continue;
    if (shell.options.monitor) child.group = pids[0] ?? pid;
    else child.ignored = new Map([...child.ignored, ["INT", null], ["QUIT", null]]);
  }
  shell.background = pids.at(-1) ?? null;
  keepPlace(shell, pids.at(-1) ?? 0);
  const texts = (stages !== null && stages.length > 1 ? stages : [command]).map(({ pos, end }) =>
    script.source.text.slice(pos, end),
  );
  addJob(system, shell, { pids, texts });
  shell.status = 0;
  return null;
}

/**
 * What a shell takes for the command in front of `&`. To bash `! command` is a simple command with a mark, which its child
 * becomes (execute_cmd.c); to dash and ash a group of one pipeline is that pipeline (parser.c, list).
 */
function meantBehind(shell: ShellBody, command: Statement["command"]): Statement["command"] {
  if (shell.shell === "bash") {
    if (command.type !== "Pipeline") return command;
    const [only, ...others] = command.commands;
    const isMarked = command.prefixes.every((prefix) => prefix.type === "Negation");
    return isMarked && only?.type === "Command" && others.length === 0 ? only : command;
  }
  if (command.type !== "BraceGroup") return command;
  const [only, ...others] = command.body.commands;
  if (only === undefined || others.length > 0) return command;
  const inner = meantBehind(shell, only.command);
  return inner.type === "Pipeline" ? inner : command;
}
