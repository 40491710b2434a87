import { framePosition, nodeNumber, type Stack, type Variable } from "../machine/frames.ts";
import type { Process, ShellBody, Trap, Waiting } from "../machine/process.ts";
import type { System } from "../machine/system.ts";

/** Where every shell of a machine stands, from the outermost construct inwards: machines further on compare greater. */
export function positionOf(system: System): readonly number[] {
  const position: number[] = [];
  for (const process of system.processes.values()) {
    if (process.end !== null || process.body.kind !== "shell") continue;
    const frames: number[] = [];
    for (let at: Stack | null = process.body.frames; at !== null; at = at.below) {
      const [node, progress] = framePosition(at.frame);
      frames.push(progress, node);
    }
    position.push(...frames.reverse(), -1);
  }
  return position;
}

export function comparePositions(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A text that two machines share when they differ in nothing but variables, written files and `$?`. */
export function structureKey(system: System): string {
  const parts: string[] = [String(system.stoppedAt)];
  for (const process of system.processes.values()) {
    if (process.end !== null && !isRemembered(system, process)) continue;
    parts.push(processKey(system, process));
  }
  return parts.join("\n");
}

/**
 * A text that two machines share when they will do the same from here on, but for the time it is. Pids count by the
 * order of the living: each round of a loop starts its children anew.
 */
export function fullKey(system: System): string {
  const parts = [structureKey(system)];
  for (const [path, text] of [...system.files.entries()].sort()) parts.push(`${path}=${text}`);
  for (const process of system.living()) {
    if (process.body.kind !== "shell") continue;
    parts.push(String(process.body.status));
    for (const [name, variable] of [...process.body.variables.entries()].sort(byName))
      parts.push(`${name}=${variableKey(variable)}`);
  }
  const ranks = new Map(system.living().map((process, rank) => [process.pid, rank]));
  return parts.join("\n").replace(/\b[1-9]\d{4}\b/g, (digits) => {
    const pid = Number(digits);
    return pid < system.nextPid ? `pid${ranks.get(pid) ?? "gone"}` : digits;
  });
}

function byName(a: readonly [string, Variable], b: readonly [string, Variable]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

export function variableKey(variable: Variable): string {
  switch (variable.kind) {
    case "unset":
      return "unset";
    case "scalar":
      return `s${JSON.stringify(variable.texts)}`;
    case "array":
      return `a${JSON.stringify(variable.items)}`;
  }
}

/** Whether anybody may still ask how an ended process ended. */
function isRemembered(system: System, ended: Process): boolean {
  if (system.stoppedAt !== null) return true;
  return system.living().some(({ body }) => body.kind === "shell" && asksFor(body, ended.pid));
}

function asksFor(shell: ShellBody, pid: number): boolean {
  return (
    shell.jobs.some((job) => job.pids.includes(pid)) ||
    (shell.waiting !== null && "pids" in shell.waiting && shell.waiting.pids.includes(pid))
  );
}

function processKey(system: System, process: Process): string {
  const { body } = process;
  const common = [
    process.pid,
    process.parent,
    process.group,
    process.name,
    process.user,
    [...process.ignored.keys()].sort().join(),
    JSON.stringify(process.stdin),
    JSON.stringify(process.stdout),
    process.output,
    process.heard,
    process.end === null ? "" : `${process.end.how}${process.end.status}`,
  ];
  return `${common.join(" ")} ${bodyKey(system, body)}`;
}

function bodyKey(system: System, body: Process["body"]): string {
  switch (body.kind) {
    case "shell":
      return shellKey(system, body);
    case "program":
      return `${body.role} ${body.onStop.kind} ${remaining(system, body.endsAt)}`;
    case "supervisor":
      return `supervisor ${body.children.join()} ${remaining(system, body.killsAt)}`;
    case "opaque":
      return `opaque ${body.reason}`;
  }
}

function remaining(system: System, at: number | null): string {
  return at === null ? "" : (at - system.now).toFixed(3);
}

/** Whether `$?` decides what comes next, so that machines with another one are on another way. */
function readsStatus({ frames }: ShellBody): boolean {
  return frames !== null && frames.frame.kind !== "list" && frames.frame.kind !== "exit";
}

function waitingKey(system: System, waiting: Waiting | null): string {
  if (waiting?.kind !== "input" || waiting.until === null) return JSON.stringify(waiting);
  return `${JSON.stringify({ ...waiting, until: null })}${remaining(system, waiting.until)}`;
}

function trapsKey(traps: Iterable<readonly [string, Trap]>): string {
  const keys = [...traps].map(
    ([name, trap]) => `${name}${trap.kind === "run" ? nodeNumber(trap.script) : "-"}`,
  );
  return keys.sort().join();
}

function shellKey(system: System, shell: ShellBody): string {
  const frames: string[] = [];
  for (let at: Stack | null = shell.frames; at !== null; at = at.below) {
    const [node, progress] = framePosition(at.frame);
    // How often a loop has gone round makes no difference to what it does next.
    const place = at.frame.kind === "loop" ? at.frame.phase : at.frame.kind === "condition" ? "" : progress;
    frames.push(`${at.frame.kind}${node}:${place}`);
    if (at.frame.kind === "call")
      frames.push(at.frame.positional.join("\0"), trapsKey(at.frame.hidden.entries()));
    else if (at.frame.kind === "for") frames.push(at.frame.items?.join("\0") ?? "", at.frame.some ?? "");
    else if (at.frame.kind === "command")
      frames.push(at.frame.fields?.map((field) => field.text).join("\0") ?? "");
  }
  const functions = [...shell.functions.entries()].map(([name, { body }]) => `${name}${nodeNumber(body)}`);
  return [
    frames.join(" "),
    shell.positional.join("\0"),
    trapsKey(shell.traps.entries()),
    functions.join(),
    [...shell.aliases.entries()].map(([name, { value }]) => `${name}=${value}`).join(),
    shell.pending.join(),
    JSON.stringify(shell.options),
    shell.optionPlace?.letter,
    shell.background,
    JSON.stringify(shell.jobs),
    shell.workdir,
    waitingKey(system, shell.waiting),
    [...shell.substituted.values()].join("\0"),
    shell.exiting,
    shell.dying,
    shell.fatalSignals.caught,
    [...shell.fatalSignals.defaulted].join(),
    readsStatus(shell) ? shell.status : "",
  ].join("|");
}
