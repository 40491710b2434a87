import type { CommandNode, Statement } from "../../shell/syntax.ts";
import type { Job, ShellBody } from "./process.ts";

/**
 * The jobs of its parent that a part of a pipeline still lists, though it can wait for none: bash's where it is a simple
 * command, ash's where it is `jobs`. dash lists none.
 */
export function jobsInStage(shell: ShellBody, command: CommandNode): readonly Job[] {
  switch (shell.shell) {
    case "dash":
      return [];
    case "bash":
      return command.type === "Command" ? shell.jobs : [];
    case "ash":
      return isJobs(command) ? shell.jobs : [];
  }
}

/** The same for `$( … )`, where bash lists them whatever runs there. */
export function jobsInSubstitution(shell: ShellBody, statements: readonly Statement[]): readonly Job[] {
  const [only, ...others] = statements;
  if (shell.shell === "bash") return shell.jobs;
  const isOne = only !== undefined && others.length === 0 && only.background !== true;
  return shell.shell === "ash" && isOne && isJobsOf(only) ? shell.jobs : [];
}

function isJobsOf({ command }: Statement): boolean {
  return command.type !== "AndOr" && command.type !== "Pipeline" && isJobs(command);
}

/** `jobs -p`, with or without braces around it. */
function isJobs(command: CommandNode): boolean {
  if (command.type === "Command") return command.name?.text === "jobs";
  const [only, ...others] = command.type === "BraceGroup" ? command.body.commands : [];
  return only !== undefined && others.length === 0 && only.background !== true && isJobsOf(only);
}
