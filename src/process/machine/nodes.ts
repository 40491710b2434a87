import type { ShellScript } from "../../shell/parse.ts";
import type {
  CommandNode,
  FunctionDefinition,
  PipelineNode,
  Redirection,
  Statement,
  SyntaxNode,
} from "../../shell/syntax.ts";
import { hasBrokenName, nameOfFunction } from "./aliases.ts";
import { startBackground } from "./background.ts";
import { startPipeline, startSubshell } from "./children.ts";
import { startCoprocess } from "./coprocess.ts";
import { leave, push, replaceTop, type Successors } from "./fork.ts";
import type { Flow, Frame } from "./frames.ts";
import type { Process, ShellBody } from "./process.ts";
import { debugStatement } from "./pseudo-signals.ts";
import { applyRedirections, streamsOf } from "./redirections.ts";
import { isFunctionName, refuses } from "./refusals.ts";
import type { System } from "./system.ts";

type ListFrame = Extract<Frame, { kind: "list" }>;

/** Takes up the next statement of a list. */
export function evaluateStatement(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: ListFrame,
): Successors {
  const statement = frame.statements[frame.index];
  if (statement !== undefined && debugStatement(shell, frame, statement)) return null;
  const isLast = frame.index >= frame.statements.length - 1;
  if (isLast) shell.frames = shell.frames?.below ?? null;
  else replaceTop(shell, { ...frame, index: frame.index + 1, traced: 0 });
  if (statement === undefined) return null;
  if (refuses(shell, frame.script, statement) || hasBrokenName(shell, frame.script, statement)) {
    shell.status = 2;
    leave(shell);
    return null;
  }
  const parts = statementsOf(shell, statement);
  if (parts.every(({ background }) => background === true)) {
    for (const part of parts) startBackground(system, process, shell, frame.script, part);
    return null;
  }
  const isTail = isLast && !(shell.shell === "bash" && isBoundToBefore(frame, shell));
  const flow = isTail ? flowOfPart(shell, frame.flow, "list") : { ...frame.flow, tail: false };
  const { command } = statement;
  if (command.type === "AndOr") {
    push(shell, { kind: "and-or", script: frame.script, flow, node: command, index: 0 });
    return null;
  }
  return evaluateNode(system, process, shell, frame.script, command, flow);
}

/**
 * bash does not become the command behind `a &` on the same line: the two are one list to it. Nor what is an `a && b` and
 * stands behind `;` on the same line: as the second half of a list it becomes a simple command alone. A subshell is read
 * as a whole, so a new line is as good as `;` there.
 */
function isBoundToBefore({ statements, index, script }: ListFrame, { subshell }: ShellBody): boolean {
  const [before, statement] = [statements[index - 1], statements[index]];
  if (before === undefined || statement === undefined) return false;
  if (!subshell && script.source.text.slice(before.end, statement.pos).includes("\n")) return false;
  return before.background === true || statement.command.type === "AndOr";
}

const split = new WeakMap<Statement, readonly Statement[]>();

/** dash knows no `&>`: it takes `app &>log` for `app &` and `>log`, which may stand in front of an `&` as well. */
function statementsOf(shell: ShellBody, statement: Statement): readonly Statement[] {
  const { command } = statement;
  const isBoth = ({ operator }: Redirection) => operator === "&>" || operator === "&>>";
  if (shell.shell !== "dash" || command.type !== "Command" || !command.redirects.some(isBoth))
    return [statement];
  const known = split.get(statement);
  if (known !== undefined) return known;
  const { type, pos, end, name, prefix, suffix, args } = command;
  const redirects = command.redirects.filter((redirect) => !isBoth(redirect));
  const started = { type, pos, end, name, prefix, suffix, args, redirects };
  const rest = { type, pos: end, end, name: undefined, prefix: [], suffix: [], args: [], redirects: [] };
  const parts = [started, ...(statement.background === true ? [rest] : [])].map((part) => ({
    ...statement,
    background: true,
    command: part,
  }));
  split.set(statement, parts);
  return parts;
}

/**
 * Whether the shell becomes the last command of a construct instead of starting it, given that it would have become the
 * construct. dash and ash hand that down to the last command of lists, `&&`, `||`, `if`, `case` and groups (their
 * EV_EXIT); bash only through lists, `&&` and `||`.
 */
export function flowOfPart(
  shell: ShellBody,
  flow: Flow,
  part: "list" | "and" | "or" | "if" | "case" | "group",
): Flow {
  if (!flow.tail || shell.shell !== "bash" || ["list", "and", "or"].includes(part)) return flow;
  return { ...flow, tail: false };
}

/** Starts to evaluate one command of any kind. */
export function evaluateNode(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: PipelineNode,
  flow: Flow,
): Successors {
  if (node.type === "Pipeline") {
    const [only] = node.commands;
    const isNegated = node.prefixes.some((prefix) => prefix.type === "Negation");
    if (isNegated) push(shell, { kind: "negate" });
    const inner = { tail: false, tested: flow.tested || isNegated };
    if (node.commands.length === 1 && only !== undefined) {
      return evaluateCommandNode(system, process, shell, script, only, inner);
    }
    return startPipeline(system, process, shell, script, node, inner);
  }
  return evaluateCommandNode(system, process, shell, script, node, flow);
}

function evaluateCommandNode(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: CommandNode,
  flow: Flow,
): Successors {
  const list = (statements: readonly Statement[], inner: Flow): Frame => {
    return { kind: "list", script, flow: inner, statements, index: 0 };
  };
  const fresh = { parted: system.parted, openRounds: 0 };
  switch (node.type) {
    case "Command":
      push(shell, { kind: "command", script, flow, node, fields: null });
      return null;
    case "BraceGroup":
      push(shell, list(node.body.commands, flowOfPart(shell, flow, "group")));
      return null;
    case "Subshell":
      return startSubshell(system, process, shell, script, node, flow);
    case "If":
      push(shell, { kind: "if", script, flow, node, clause: 0 });
      push(shell, list(node.clause.commands, { tail: false, tested: true }));
      return null;
    case "While":
      push(shell, { kind: "loop", script, flow, node, phase: "clause", iteration: 0, ...fresh });
      return null;
    case "For":
    case "Select":
      push(shell, { kind: "for", script, flow, node, items: null, index: 0, some: null, ...fresh });
      return null;
    case "Case":
      push(shell, { kind: "case", script, flow, node, word: null, item: 0, fallsThrough: false });
      return null;
    case "TestCommand":
    case "ArithmeticCommand":
      if (shell.shell === "dash" || (shell.shell === "ash" && node.type === "ArithmeticCommand")) {
        // `[[` is a command that nobody finds, and `((` two subshells around one.
        shell.status = 127;
        return null;
      }
      push(shell, { kind: "condition", script, flow, node, round: 0 });
      return null;
    case "ArithmeticFor":
      push(shell, { kind: "condition", script, flow, node, round: 0 });
      return null;
    case "Function":
      defineFunction(shell, script, node);
      return null;
    case "Redirected":
      return evaluateRedirected(system, process, shell, script, node.command, node.redirects, flow);
    case "Coproc":
      return startCoprocess(system, process, shell, script, node);
  }
}

function defineFunction(shell: ShellBody, script: ShellScript, node: FunctionDefinition): void {
  const isRefused = shell.shell === "bash" && shell.posix && isRefusedByPosix(node.name.text);
  shell.status = isRefused ? 2 : 0;
  if (isRefused) leave(shell);
  else shell.functions.set(nameOfFunction(shell, script, node), { script, body: node.body });
}

/** bash called sh exits when it comes to a function of such a name (bash, Bash POSIX Mode); `local` it lets pass. */
function isRefusedByPosix(name: string): boolean {
  return name !== "local" && !isFunctionName(name);
}

/** A compound command with redirections of its own, which are undone after it. */
function evaluateRedirected(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  node: CommandNode,
  redirects: readonly Redirection[],
  flow: Flow,
): Successors {
  if (flow.whole === true) {
    applyRedirections(system, process, shell, script, redirects);
    const inner = { tail: flow.tail, tested: flow.tested };
    if (node.type !== "Subshell") return evaluateCommandNode(system, process, shell, script, node, inner);
    push(shell, { kind: "list", script, flow: inner, statements: node.body.commands, index: 0 });
    return null;
  }
  push(shell, { kind: "redirected", ...streamsOf(process, shell) });
  applyRedirections(system, process, shell, script, redirects);
  // dash and ash become a redirected subshell still; groups and the like lose that (evaltree, NREDIR).
  const subshell = shell.shell === "bash" ? null : onlySubshell(shell, node);
  const inner = subshell === null ? { ...flow, tail: false } : flow;
  return evaluateCommandNode(system, process, shell, script, subshell ?? node, inner);
}

/** The subshell that a command is, to ash with nothing but braces around it. */
function onlySubshell(shell: ShellBody, node: CommandNode): CommandNode | null {
  if (node.type === "Subshell") return node;
  if (shell.shell !== "ash") return null;
  const [only, ...others] = node.type === "BraceGroup" ? node.body.commands : [];
  if (only === undefined || others.length > 0 || only.background === true) return null;
  return only.command.type === "BraceGroup" || only.command.type === "Subshell"
    ? onlySubshell(shell, only.command)
    : null;
}

/** Puts the body of a function or a sourced file on the stack: any compound command, or a recovered list. */
export function evaluateBody(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  body: SyntaxNode,
  tested: boolean,
): Successors {
  const flow = { tail: false, tested };
  if (body.type === "CompoundList") {
    push(shell, { kind: "list", script, flow, statements: body.commands, index: 0 });
    return null;
  }
  return isCommandNode(body) ? evaluateCommandNode(system, process, shell, script, body, flow) : null;
}

function isCommandNode(node: SyntaxNode): node is CommandNode {
  switch (node.type) {
    case "If":
    case "For":
    case "ArithmeticFor":
    case "Select":
    case "While":
    case "Subshell":
    case "BraceGroup":
    case "Case":
    case "TestCommand":
    case "ArithmeticCommand":
    case "Redirected":
      return true;
    default:
      return false;
  }
}
