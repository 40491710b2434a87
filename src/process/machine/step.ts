import { spanOf } from "../../mapped-text.ts";
import type { ShellScript } from "../../shell/parse.ts";
import { replaceAlias } from "./aliases.ts";
import { evaluateCase, evaluateFor } from "./choices.ts";
import { evaluateCondition } from "./conditions.ts";
import { branch, pop, push, replaceTop, restore, type Successors } from "./fork.ts";
import type { Frame, Stack } from "./frames.ts";
import { endProcess } from "./lifecycle.ts";
import { evaluateNode, evaluateStatement, flowOfPart } from "./nodes.ts";
import type { Process, ShellBody } from "./process.ts";
import { checkFailure, debugCommand, traceReturn } from "./pseudo-signals.ts";
import { putBackStreams } from "./redirections.ts";
import { negateStatus, resumeWaiting } from "./resume.ts";
import { MOST_COUNTED_ROUNDS, MOST_OPEN_ROUNDS, MOST_ROUNDS } from "./rounds.ts";
import { isAnyRunnable } from "./scheduler.ts";
import { meetSyntaxError } from "./script-reading.ts";
import { evaluateCommand } from "./simple-command.ts";
import type { System } from "./system.ts";
import { pushAction, startTrap } from "./traps.ts";

let taken = 0;

/** How many steps all shells have taken since siglint started: what lies between two such numbers is what it cost to play. */
export function stepsTaken(): number {
  return taken;
}

/** Lets a shell do one thing. */
export function step(system: System, process: Process, shell: ShellBody): Successors {
  taken++;
  if (shell.waiting !== null) {
    resumeWaiting(system, process, shell, shell.waiting);
    return null;
  }
  if (startTrap(system, process, shell)) return null;
  const stack: Stack | null = shell.frames;
  if (stack === null) {
    endProcess(system, process, "finished", shell.status);
    return null;
  }
  return stepFrame(system, process, shell, stack.frame);
}

function stepFrame(system: System, process: Process, shell: ShellBody, frame: Frame): Successors {
  switch (frame.kind) {
    case "list":
      return evaluateStatement(system, process, shell, frame);
    case "and-or":
      return stepAndOr(system, process, shell, frame);
    case "if":
      return stepIf(system, process, shell, frame);
    case "loop":
      return stepLoop(system, process, shell, frame);
    case "for":
      return evaluateFor(system, process, shell, frame);
    case "case":
      return evaluateCase(system, process, shell, frame);
    case "command":
      if (replaceAlias(system, shell, frame) || debugCommand(shell, frame)) return null;
      return evaluateCommand(system, process, shell, frame);
    case "condition":
      return evaluateCondition(system, process, shell, frame);
    case "negate":
      negateStatus(shell);
      return null;
    case "substituted":
      return takeOutput(system, shell, frame);
    case "call":
    case "source":
      if (traceReturn(shell, frame)) return null;
      pop(shell);
      restore(shell, frame);
      return null;
    case "eval":
      pop(shell);
      return null;
    case "unreadable":
      meetSyntaxError(shell, frame);
      return null;
    case "redirected":
      pop(shell);
      putBackStreams(process, frame);
      return null;
    case "errexit":
      checkFailure(shell, frame);
      return null;
    case "trap":
      pop(shell);
      shell.status = frame.status;
      return null;
    case "interrupted":
      pop(shell);
      shell.status = frame.status;
      return null;
    case "again":
      pop(shell);
      shell.waiting = frame.waiting;
      return null;
    case "exit":
      return stepExit(system, process, shell, frame);
  }
}

function stepExit(
  system: System,
  process: Process,
  shell: ShellBody,
  { ofSignal }: Extract<Frame, { kind: "exit" }>,
): Successors {
  const trap = shell.traps.get("EXIT");
  if (trap?.kind !== "run" || shell.exiting) {
    endProcess(system, process, "finished", shell.status);
    if (ofSignal === true && process.end !== null) process.end = { ...process.end, ofSignal };
    return null;
  }
  shell.exiting = true;
  pushAction(shell, "EXIT", trap);
  return null;
}

function takeOutput(
  system: System,
  shell: ShellBody,
  frame: Extract<Frame, { kind: "substituted" }>,
): Successors {
  pop(shell);
  const child = system.get(frame.pid);
  const output = (child?.output ?? "").replace(/(?<!\n)\n+$/, "");
  shell.substituted.set(frame.part, output);
  // Of what lived at the stop it is asked afterwards what became of it.
  if (!system.livingAtStop.has(frame.pid)) system.processes.delete(frame.pid);
  return null;
}

function stepAndOr(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: Extract<Frame, { kind: "and-or" }>,
): Successors {
  const { node, index } = frame;
  const command = node.commands[index];
  if (command === undefined) {
    pop(shell);
    return null;
  }
  const operator = index === 0 ? null : node.operators[index - 1];
  if (operator !== null && operator !== undefined) {
    if (shell.status === "unknown")
      return bothWays(system, process, shell, frame.script, node.commands[index - 1] ?? node);
    if ((operator === "&&") !== (shell.status === 0)) {
      replaceTop(shell, { ...frame, index: index + 1 });
      return null;
    }
  }
  const isLast = index === node.commands.length - 1;
  if (isLast) pop(shell);
  else replaceTop(shell, { ...frame, index: index + 1 });
  const flow = isLast
    ? flowOfPart(shell, frame.flow, operator === "||" ? "or" : "and")
    : { tail: false, tested: true };
  return evaluateNode(system, process, shell, frame.script, command, flow);
}

/** Goes on once with the status as success and once as failure. */
function bothWays(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  condition: { readonly pos: number; readonly end: number },
): Successors {
  const span = spanOf(script.source, condition.pos, condition.end);
  const words = script.source.text.slice(condition.pos, condition.end);
  const lasts = isAboutEnvironment(shell, words);
  const before = lasts ? system.assumed.get(words) : undefined;
  if (before !== undefined) {
    shell.status = before ? 0 : 1;
    return null;
  }
  const way = (taken: boolean) => (twin: ShellBody, copy: System) => {
    copy.decide(span, words, taken);
    if (lasts) copy.assumed.set(words, taken);
    twin.status = taken ? 0 : 1;
  };
  return branch(system, process, [way(true), way(false)]);
}

/** A test of variables that no script sets: it comes out the same wherever it stands. */
function isAboutEnvironment(shell: ShellBody, words: string): boolean {
  if (!/^(\[|test\s)/.test(words) || /[`(]|\s-[a-hkpr-xGLNOS]\s/.test(words)) return false;
  const names = [...words.matchAll(/\$\{?([A-Za-z_]\w*|.)/g)].map((match) => match[1] ?? "");
  return names.length > 0 && names.every((name) => /^[A-Za-z_]/.test(name) && !shell.variables.has(name));
}

function stepIf(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: Extract<Frame, { kind: "if" }>,
): Successors {
  const { node, script, clause } = frame;
  const arms = [node, ...node.elif];
  const arm = arms[clause];
  if (shell.status === "unknown") return bothWays(system, process, shell, script, (arm ?? node).clause);
  const flow = flowOfPart(shell, frame.flow, "if");
  if (shell.status === 0 && arm !== undefined) {
    replaceTop(shell, { kind: "list", script, flow, statements: arm.then.commands, index: 0 });
    return null;
  }
  const next = arms[clause + 1];
  if (next !== undefined) {
    replaceTop(shell, { ...frame, clause: clause + 1 });
    const tested = { tail: false, tested: true };
    push(shell, { kind: "list", script, flow: tested, statements: next.clause.commands, index: 0 });
  } else if (node.else !== undefined) {
    replaceTop(shell, { kind: "list", script, flow, statements: node.else.commands, index: 0 });
  } else {
    pop(shell);
    shell.status = 0;
  }
  return null;
}

/** `while true` and the like, which only `break` and `exit` leave. */
function isAlways(condition: string): boolean {
  return /^(:|true|false|\[ 1 \]|\(\( *1 *\)\))\s*;?$/.test(condition.trim());
}

function stepLoop(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: Extract<Frame, { kind: "loop" }>,
): Successors {
  const { node, script } = frame;
  if (frame.phase === "clause") {
    replaceTop(shell, { ...frame, phase: "body" });
    const flow = { tail: false, tested: true };
    push(shell, { kind: "list", script, flow, statements: node.clause.commands, index: 0 });
    return null;
  }
  if (shell.status === "unknown") {
    // Two rounds show what the body does; after that it is taken to end.
    if (frame.iteration < 2) return bothWays(system, process, shell, script, node.clause);
    shell.status = node.kind === "while" ? 1 : 0;
  }
  if ((node.kind === "while") !== (shell.status === 0)) {
    pop(shell);
    shell.status = 0;
    return null;
  }
  if (frame.iteration > MOST_ROUNDS) shell.spins = true;
  const openRounds = frame.openRounds + (system.parted > frame.parted ? 1 : 0);
  const text = script.source.text.slice(node.clause.pos, node.clause.end);
  if (openRounds > (isAlways(text) ? MOST_OPEN_ROUNDS : MOST_COUNTED_ROUNDS)) {
    // Beside it the others still come to their ends at a stop, and to what they have to do before one.
    if (system.stoppedAt !== null || isAnyRunnable(system, process)) {
      shell.idles = true;
      return null;
    }
    system.dropped = true;
  }
  const { parted } = system;
  replaceTop(shell, { ...frame, phase: "clause", iteration: frame.iteration + 1, parted, openRounds });
  const flow = { tail: false, tested: frame.flow.tested };
  push(shell, { kind: "list", script, flow, statements: node.body.commands, index: 0 });
  return null;
}
