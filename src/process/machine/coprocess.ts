import type { ShellScript } from "../../shell/parse.ts";
import type { Coproc, Statement } from "../../shell/syntax.ts";
import { forkBackground } from "./children.ts";
import { READ_FROM_COPROCESS, WRITE_TO_COPROCESS } from "./coprocess-descriptors.ts";
import type { Successors } from "./fork.ts";
import { addJob } from "./job-table.ts";
import type { Process, ShellBody } from "./process.ts";
import { setArray } from "./readonly.ts";
import { noteDescriptor } from "./redirections.ts";
import type { System } from "./system.ts";

/** `coproc command` (bash): in the background, with pipes to the shell. */
export function startCoprocess(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: Coproc,
): Successors {
  const { body } = node;
  if (body.type === "CompoundList") return null;
  const statement: Statement = {
    type: "Statement",
    pos: body.pos,
    end: body.end,
    command: body,
    background: undefined,
  };
  const child = forkBackground(system, process, shell, script, statement, { kind: "silent" });
  const name = node.name?.value ?? "COPROC";
  const { pid } = child.process;
  child.process.stdout = { kind: "output", of: pid };
  noteDescriptor(shell, READ_FROM_COPROCESS, { kind: "pipe", writers: [pid], linesRead: 0 });
  setArray(shell, name, [String(READ_FROM_COPROCESS), String(WRITE_TO_COPROCESS)]);
  shell.variables.set(`${name}_PID`, { kind: "scalar", texts: [String(pid)] });
  shell.background = child.process.pid;
  addJob(system, shell, { pids: [child.process.pid], texts: [`coproc ${name}`] });
  shell.status = 0;
  return null;
}
