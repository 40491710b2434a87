import type { ShellScript } from "../../shell/parse.ts";
import type { CommandNode, Pipeline, Statement, Subshell } from "../../shell/syntax.ts";
import type { Span } from "../../span.ts";
import { isBuiltinName } from "./builtins/names.ts";
import { type Forked, forkShell, push, type Successors } from "./fork.ts";
import { type Flow, type Frame, hasFrame } from "./frames.ts";
import { jobsInStage, jobsInSubstitution } from "./inherited-jobs.ts";
import { placeOf } from "./place.ts";
import type { Hop, Process, ShellBody } from "./process.ts";
import { pushFailureCheck } from "./pseudo-signals.ts";
import type { Stdin } from "./streams.ts";
import type { System } from "./system.ts";

/** What a child shell has to do: the frames for a node, then to leave. */
function assign(child: ShellBody, frame: Frame): void {
  push(child, { kind: "exit" }, frame);
}

/**
 * How a child that was forked for a command runs it. dash and ash become its last command wherever it stands (their
 * EV_EXIT); bash becomes a plain command, and the last one of a subshell.
 */
function childFlow(shell: ShellBody, isPlainOrSubshell: boolean): Flow {
  return { tail: shell.shell !== "bash" || isPlainOrSubshell, tested: false };
}

/** Frames for a child that runs a statement: a subshell in it needs no second fork. */
function statementFrame(shell: ShellBody, script: ShellScript, statement: Statement): Frame {
  const { command } = statement;
  if (command.type === "Subshell") {
    return {
      kind: "list",
      script,
      flow: childFlow(shell, true),
      statements: command.body.commands,
      index: 0,
    };
  }
  const flow = isWhole(shell, statement)
    ? { ...childFlow(shell, true), whole: true as const }
    : childFlow(shell, command.type === "Command");
  const foreground: Statement = { ...statement, background: undefined };
  return { kind: "list", script, flow, statements: [foreground], index: 0 };
}

/**
 * `( … ) >log &`: the child that runs it has nothing else to do, and opens the file itself. In dash and ash that goes for any
 * compound command (eval.c, evalsubshell), in bash for subshells (execute_cmd.c, execute_in_subshell).
 */
function isWhole({ shell }: ShellBody, { command, background }: Statement): boolean {
  if (command.type !== "Redirected" || background !== true) return false;
  return shell !== "bash" || command.command.type === "Subshell";
}

/** The launch of a plain command belongs to the fork; the shell in between is none that anybody sees. */
function bornAs(child: Forked, statement: Statement): void {
  const { command } = statement;
  if (command.type !== "Command") return;
  const name = command.name?.text ?? "";
  if (child.shell.functions.has(name) || isBuiltinName(name)) return;
  child.process.launches = [];
}

/** A child that runs a statement in the background, reading from `stdin`. */
export function forkBackground(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  statement: Statement,
  stdin: Stdin,
): Forked {
  const child = forkShell(system, process, shell, "background", stdin);
  assign(child.shell, statementFrame(shell, script, statement));
  bornAs(child, statement);
  return child;
}

/** `a | b`: one child per stage, each reading from the one before; the shell waits for all of them. */
export function startPipeline(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: Pipeline,
  flow: Flow,
): Successors {
  if (shell.options.lastpipe && shell.shell === "bash") {
    return startLastHere(system, process, shell, script, node, flow);
  }
  const pids = forkStages(system, process, shell, script, node.commands, "pipeline");
  pushFailureCheck(shell, flow);
  shell.waiting = { kind: "foreground", pids, last: pids.at(-1) ?? 0 };
  return null;
}

/** `shopt -s lastpipe`: the last part runs in the shell itself, reading from the ones before. */
function startLastHere(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: Pipeline,
  flow: Flow,
): Successors {
  const last = node.commands.at(-1);
  const pids = forkStages(system, process, shell, script, node.commands.slice(0, -1), "pipeline");
  const writer = system.get(pids.at(-1) ?? 0);
  if (last === undefined || writer === undefined) return null;
  writer.stdout = { kind: "output", of: writer.pid };
  const { stdin: before, stdout } = process;
  push(shell, { kind: "redirected", stdin: before, stdout, substitutions: shell.substitutions });
  process.stdin = { kind: "pipe", writers: [writer.pid], linesRead: 0 };
  const statement: Statement = {
    type: "Statement",
    pos: last.pos,
    end: last.end,
    command: last,
    background: undefined,
  };
  push(shell, { kind: "list", script, flow, statements: [statement], index: 0 });
  return null;
}

/** Each part is a process, and so many at once are given up anyway. */
const MOST_STAGES = 50;

export function forkStages(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  commands: readonly CommandNode[],
  hop: Hop,
): readonly number[] {
  if (commands.length > MOST_STAGES) {
    system.giveUp("it has a pipeline of more parts than siglint follows", placeOfStages(script, commands));
    return [];
  }
  const pids: number[] = [];
  for (const [index, command] of commands.entries()) {
    const previous = pids.at(-1);
    const first: Stdin = hop === "background" && !shell.options.monitor ? { kind: "empty" } : process.stdin;
    const stdin: Stdin = previous === undefined ? first : { kind: "pipe", writers: [previous], linesRead: 0 };
    const child = forkShell(system, process, shell, "pipeline", stdin, hop === "background");
    if (index < commands.length - 1) child.process.stdout = { kind: "output", of: child.process.pid };
    const statement: Statement = {
      type: "Statement",
      pos: command.pos,
      end: command.end,
      command,
      background: undefined,
    };
    child.shell.jobs = jobsInStage(shell, command);
    assign(child.shell, statementFrame(shell, script, statement));
    bornAs(child, statement);
    pids.push(child.process.pid);
  }
  return pids;
}

function placeOfStages(script: ShellScript, commands: readonly CommandNode[]): Span {
  return placeOf(script, { pos: commands[0]?.pos ?? 0, end: commands.at(-1)?.end ?? 0 });
}

/** `( … )`: a child the shell waits for; where the shell would become it anyway, no fork at all. */
export function startSubshell(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: Subshell,
  flow: Flow,
): Successors {
  const statements = node.body.commands;
  if (flow.tail && shell.shell !== "bash" && !hasHandlers(shell)) {
    push(shell, { kind: "list", script, flow, statements, index: 0 });
    return null;
  }
  const child = forkShell(system, process, shell, "subshell");
  assign(child.shell, {
    kind: "list",
    script,
    flow: { tail: true, tested: flow.tested },
    statements,
    index: 0,
  });
  pushFailureCheck(shell, flow);
  shell.waiting = { kind: "foreground", pids: [child.process.pid], last: child.process.pid };
  return null;
}

/** While a shell has handlers for signals, EXIT or ERR, it starts even its last command as a child, so that they can run. */
export function hasHandlers(shell: ShellBody): boolean {
  return [...shell.traps.entries()].some(
    ([name, trap]) => trap.kind === "run" && name !== "DEBUG" && name !== "RETURN",
  );
}

/** `$( … )`: a child whose output the shell waits for, as `mapfile` does where that `isRead` by a builtin. */
export function startSubstitution(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  isRead: boolean,
): Process {
  const child = forkShell(system, process, shell, "substitution");
  child.shell.jobs = jobsInSubstitution(shell, script.root.commands);
  const { pid } = child.process;
  child.process.stdout = { kind: "output", of: pid };
  const flow = { tail: true, tested: false };
  assign(child.shell, { kind: "list", script, flow, statements: script.root.commands, index: 0 });
  const isInBuiltin = isRead || hasFrame(shell.frames, "eval") || hasFrame(shell.frames, "source");
  const withTraps = shell.shell === "bash" && isInBuiltin;
  shell.waiting = { kind: "foreground", pids: [pid], last: pid, readsOutput: { withTraps } };
  return child.process;
}

/** `>( … )` and `<( … )`: a child on the other end of a pipe, which nothing waits for (bash, Process Substitution). */
export function startProcessSubstitution(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  operator: "<" | ">",
): Process {
  const stdin: Stdin =
    operator === ">" ? { kind: "pipe", writers: [process.pid], linesRead: 0 } : { kind: "empty" };
  const child = forkShell(system, process, shell, "substitution", stdin);
  child.process.stdout = { kind: "away" };
  const flow = { tail: true, tested: false };
  assign(child.shell, { kind: "list", script, flow, statements: script.root.commands, index: 0 });
  return child.process;
}

/** `< <( … )`: a child that writes what the shell reads. */
export function startWriter(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
): Process {
  const child = forkShell(system, process, shell, "substitution", { kind: "empty" });
  child.process.stdout = { kind: "output", of: child.process.pid };
  const flow = { tail: true, tested: false };
  assign(child.shell, { kind: "list", script, flow, statements: script.root.commands, index: 0 });
  return child.process;
}
