import type { ShellScript } from "../../shell/parse.ts";
import type { Assignment, Command } from "../../shell/syntax.ts";
import { isKnown } from "../hole.ts";
import { commandFields, joinAlternatives } from "./alternatives.ts";
import { type Argument, fieldArgument } from "./argument.ts";
import { assignVariable } from "./assignments.ts";
import type { Call } from "./builtins/call.ts";
import { builtinNamed } from "./builtins/index.ts";
import { isBuiltinName, isPosixBuiltin, isSpecialBuiltin } from "./builtins/names.ts";
import { goesByPosix, refuse } from "./builtins/refusal.ts";
import { hasHandlers } from "./children.ts";
import { runKnownCommand } from "./commands/index.ts";
import { CowMap } from "./cow-map.ts";
import { failCommand, isFailedInput, leaveFailed } from "./failures.ts";
import { branch, forkShell, push, replaceTop, type Successors } from "./fork.ts";
import type { Field, Frame } from "./frames.ts";
import { isDefinedLater } from "./late-functions.ts";
import { execute } from "./launch.ts";
import { launchSite } from "./launch-site.ts";
import { evaluateBody } from "./nodes.ts";
import { placeOf } from "./place.ts";
import { assignInFront, exportAssigned, putBack, runsInside, valued } from "./prefix-assignments.ts";
import type { Hop, Process, ShellBody, ShellFunction } from "./process.ts";
import { hideTraps, replaceByFailureCheck } from "./pseudo-signals.ts";
import { stopsAtPrefix } from "./readonly.ts";
import { applyRedirections, putBackStreams, streamsOf } from "./redirections.ts";
import { forgetSubstitutions, startNextSubstitution } from "./substitutions.ts";
import type { System } from "./system.ts";
import { callUnread, mayBeFunction } from "./unread-functions.ts";

type CommandFrame = Extract<Frame, { kind: "command" }>;

/** A simple command (POSIX, 2.9.1): substitutions, words, redirections, then a function, a builtin or a program. */
export function evaluateCommand(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: CommandFrame,
): Successors {
  const { script, node } = frame;
  if (frame.fields === null) {
    if (startNextSubstitution(system, process, shell, script, node)) return null;
    const alternatives = commandFields(system, process, shell, script, node);
    if (shell.failed !== null) {
      leaveFailed(shell);
      return null;
    }
    if (shell.options.nounset && isFailedInput({ system, process, shell, script }, frame)) return null;
    const [only] = alternatives;
    const joined = alternatives.length > 1 ? joinAlternatives(system, process, shell, alternatives) : null;
    if (joined !== null) {
      const result = runFields(system, process, shell, frame, joined.fields);
      if (joined.status !== null) shell.status = joined.status;
      return result;
    }
    if (alternatives.length > 1) {
      return branch(
        system,
        process,
        alternatives.map((fields) => (twin) => replaceTop(twin, { ...frame, fields })),
      );
    }
    return runFields(system, process, shell, frame, only ?? []);
  }
  return runFields(system, process, shell, frame, frame.fields);
}

function runFields(
  system: System,
  process: Process,
  shell: ShellBody,
  frame: CommandFrame,
  fields: readonly Field[],
): Successors {
  const { script, node, flow } = frame;
  const hadSubstitution = shell.substituted.size > 0;
  replaceByFailureCheck(shell, flow);
  const [first] = fields;
  const assignments = node.prefix.filter((part): part is Assignment => part.type === "Assignment");
  if (first === undefined) {
    for (const assignment of assignments) assignVariable({ system, process, shell, script }, assignment);
    if (shell.failed !== null) {
      leaveFailed(shell);
      return null;
    }
    if (node.redirects.length > 0) {
      const saved = streamsOf(process, shell);
      applyRedirections(system, process, shell, script, node.redirects);
      putBackStreams(process, saved);
    }
    if (!hadSubstitution) shell.status = 0;
    forgetSubstitutions(shell);
    return null;
  }
  const args = fields.map((field) => fieldArgument(script, field));
  const call: Call = {
    system,
    process,
    shell,
    script,
    node,
    flow,
    args,
    words: fields.map((field) => field.text),
  };
  const result = dispatch(call, assignments);
  forgetSubstitutions(shell);
  return result;
}

function dispatch(call: Call, assignments: readonly Assignment[]): Successors {
  const { shell, words } = call;
  const name = words[0] ?? "";
  if (stopsAtPrefix(shell, name, assignments)) return null;
  const body = isKnown(name) ? shell.functions.get(name) : undefined;
  if (body !== undefined) return callFunction(call, assignments, body);
  const builtin = isKnown(name) ? builtinNamed(name, shell.shell) : undefined;
  if (builtin !== undefined) {
    const before = runsInside(name) ? [] : assignments.map((each) => valued(shell, each.name));
    assignInFront(call, assignments);
    const result = runBuiltin(call, builtin);
    for (const twin of [call.process, ...(result?.map((copy) => copy.get(call.process.pid)) ?? [])])
      if (twin?.body.kind === "shell") putBack(twin.body, before);
    if (shell.failed !== null) failCommand(shell, false);
    return result;
  }
  if (isBuiltinName(name) && !isPosixBuiltin(name)) {
    // A builtin of bash in a shell without it, and no program of that name.
    shell.status = 127;
    return null;
  }
  if (isDefinedLater(call)) {
    shell.status = 127;
    return null;
  }
  return mayBeFunction(call) ? callUnread(call) : runProgram(call, assignments);
}

function callFunction(call: Call, assignments: readonly Assignment[], body: ShellFunction): Successors {
  const { system, process, shell, script, node, words } = call;
  assignInFront(call, assignments);
  if (depthOf(shell) > 60) {
    system.giveUp("functions call each other too deeply to follow", placeOf(script, node));
    return null;
  }
  if (node.redirects.length > 0) {
    push(shell, { kind: "redirected", ...streamsOf(process, shell) });
    applyRedirections(system, process, shell, script, node.redirects);
  }
  const hidden = hideTraps(shell);
  push(shell, {
    kind: "call",
    name: words[0] ?? "",
    positional: shell.positional,
    locals: new CowMap(),
    hidden,
  });
  shell.positional = words.slice(1);
  return evaluateBody(system, process, shell, body.script, body.body, call.flow.tested);
}

function depthOf(shell: ShellBody): number {
  let depth = 0;
  for (let at = shell.frames; at !== null; at = at.below) if (at.frame.kind === "call") depth++;
  return depth;
}

/** Builtins that other commands, or a wait, come in the middle of. */
const LASTING: ReadonlySet<string> = new Set(["eval", ".", "source", "read"]);

/** A builtin runs in the shell itself; its redirections last as long as it does, but for `exec`. */
function runBuiltin(call: Call, builtin: (call: Call) => Successors): Successors {
  const { system, process, shell, script, node, words } = call;
  if (words[0] === "exec" || node.redirects.length === 0) return builtin(call);
  const saved = streamsOf(process, shell);
  const opened = applyRedirections(system, process, shell, script, node.redirects);
  if (!opened) {
    putBackStreams(process, saved);
    return refuse(call, 1, isSpecialBuiltin(words[0] ?? "") && goesByPosix(shell));
  }
  if (LASTING.has(words[0] ?? "")) {
    push(shell, { kind: "redirected", ...saved });
    return builtin(call);
  }
  const result = builtin(call);
  for (const twin of [process, ...(result?.map((copy) => copy.get(process.pid)) ?? [])])
    if (twin !== undefined) putBackStreams(twin, saved);
  return result;
}

/** A program: known ones whose effect or output matters are played, all others become a child or the shell itself. */
export function runProgram(call: Call, assignments: readonly Assignment[], words = call.args): Successors {
  const { system, process, shell, script, node, flow } = call;
  if (node.redirects.length > 0) {
    const saved = streamsOf(process, shell);
    const { background } = shell;
    if (!applyRedirections(system, process, shell, script, node.redirects)) {
      putBackStreams(process, saved);
      return refuse(call, 1, false);
    }
    const known = runKnownCommand({ ...call, args: words, words: words.map((word) => word.text) });
    const redirected = { stdin: process.stdin, stdout: process.stdout };
    putBackStreams(process, saved);
    shell.background = background;
    if (known) return null;
    return startProgram(call, assignments, words, redirected);
  }
  if (runKnownCommand({ ...call, args: words, words: words.map((word) => word.text) })) return null;
  // A child forked for this one command becomes it even with an ERR trap that it has inherited (`set -E`).
  const isBorn = process.launches.length === 0;
  if (flow.tail && (isBorn || !hasHandlers(shell)))
    return becomeProgram(call, assignments, words, isBorn ? "born" : "implicit-exec");
  return startProgram(call, assignments, words, { stdin: process.stdin, stdout: process.stdout });

  function startProgram(
    { system, process, shell, script, node, flow }: Call,
    assigned: readonly Assignment[],
    argv: readonly Argument[],
    streams: Pick<Process, "stdin" | "stdout">,
  ): Successors {
    const isBorn = process.launches.length === 0;
    if (flow.tail && (isBorn || (!hasHandlers(shell) && becomesRedirected(shell, node)))) {
      Object.assign(process, streams);
      return becomeProgram(call, assigned, argv, isBorn ? "born" : "implicit-exec");
    }
    const child = forkShell(system, process, shell, "foreground");
    Object.assign(child.process, streams);
    child.process.launches = [];
    assignInFront({ ...call, process: child.process, shell: child.shell }, assigned);
    exportAssigned(child.shell, assigned);
    execute(system, child.process, argv, launchOf(shell, script, node, "foreground", argv));
    shell.waiting = { kind: "foreground", pids: [child.process.pid], last: child.process.pid };
    return null;
  }
}

/** The shell itself becomes the program: `exec`, or because it is the last thing this shell does. */
export function becomeProgram(
  call: Call,
  assignments: readonly Assignment[],
  argv: readonly Argument[],
  how: "exec" | "implicit-exec" | "born",
): Successors {
  const { system, process, shell, script, node } = call;
  assignInFront(call, assignments);
  exportAssigned(shell, assignments);
  if (how === "exec" && shell.shell === "bash") process.ignored = withoutOwn(process, shell);
  const hop: Hop =
    how === "born"
      ? process.stdin.kind === "pipe" || isStage(system, process)
        ? "pipeline"
        : "background"
      : how;
  execute(system, process, argv, launchOf(shell, script, node, hop, argv));
  return null;
}

/**
 * What bash ignores by itself because it stands behind `&` it gives back before it becomes the command of an `exec`
 * (builtins/exec.def, restore_original_signals).
 */
function withoutOwn({ ignored }: Process, { ignoredAtStart }: ShellBody): Process["ignored"] {
  return new Map([...ignored].filter(([signal, by]) => by !== null || ignoredAtStart.has(signal)));
}

/** bash becomes no command with redirections (execute_cmd.c, should_suppress_fork), ash none with a here-document. */
function becomesRedirected(shell: ShellBody, node: Command): boolean {
  if (shell.shell === "bash") return false;
  return node.redirects.every((redirect) => redirect.type === "Redirect");
}

/** A stage of a pipeline whose shell is seen by nobody. */
function isStage(system: System, process: Process): boolean {
  return system
    .living()
    .some((other) => other.stdin.kind === "pipe" && other.stdin.writers.includes(process.pid));
}

function launchOf(shell: ShellBody, script: ShellScript, node: Command, hop: Hop, argv: readonly Argument[]) {
  return { hop, name: argv[0]?.text ?? "", site: launchSite(shell, script, node) };
}
