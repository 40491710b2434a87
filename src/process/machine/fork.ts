import { CowMap } from "./cow-map.ts";
import { NONE_CAUGHT } from "./fatal-signals.ts";
import type { Frame, Locals, Stack } from "./frames.ts";
import type { Hop, Process, ShellBody, Trap } from "./process.ts";
import { NONE_REAPED, takePlace } from "./reaping.ts";
import { isInherited } from "./signal-names.ts";
import type { Stdin } from "./streams.ts";
import { cloneShell, type System } from "./system.ts";

/** What a step leads to: null where the machine just goes on, else the machines that take its place. */
export type Successors = readonly System[] | null;

export interface Forked {
  readonly process: Process;
  readonly shell: ShellBody;
}

/**
 * A child that goes on as a copy of the shell (POSIX, Shell Execution Environment 2.12): handlers are gone, ignored
 * signals stay ignored, and none of the parent's children are its own.
 */
export function forkShell(
  system: System,
  process: Process,
  shell: ShellBody,
  hop: Hop,
  stdin?: Stdin,
  hasName = hop === "background",
): Forked {
  takePlace(shell);
  const copy = cloneShell({ ...shell, subshell: true, substituted: new CowMap() });
  for (const [signal, trap] of [...copy.traps.entries()])
    if (!isIgnored(trap) && !isInherited(signal, shell.options)) copy.traps.delete(signal);
  const body: ShellBody = {
    ...copy,
    frames: callAround(shell),
    pending: [],
    waiting: null,
    exiting: false,
    fatalSignals: NONE_CAUGHT,
    dying: null,
    spins: false,
    idles: false,
    jobs: [],
    substitutions: [],
    reaped: NONE_REAPED,
  };
  const child = system.spawn(process, body, stdin ?? process.stdin, hasName);
  child.launches = [{ hop, name: shell.shell, site: null }];
  return { process: child, shell: body };
}

/** A copy made in a function is in it as well: it knows `local`, and `return` ends it. */
function callAround(shell: ShellBody): Stack | null {
  for (let at = shell.frames; at !== null; at = at.below) {
    if (at.frame.kind !== "call") continue;
    const { name } = at.frame;
    const { positional } = shell;
    const call: Frame = { kind: "call", name, positional, locals: NO_LOCALS, hidden: NO_TRAPS, traced: true };
    return { frame: call, below: { frame: { kind: "exit" }, below: null } };
  }
  return null;
}

const NO_LOCALS: Locals = new CowMap();
const NO_TRAPS: ReadonlyMap<string, Trap> = new Map();

function isIgnored(trap: Trap): boolean {
  return trap.kind === "ignore";
}

/** Puts a frame on top of what a shell has to do. */
export function push(shell: ShellBody, ...frames: readonly Frame[]): void {
  for (const frame of frames) shell.frames = { frame, below: shell.frames };
}

export function pop(shell: ShellBody): void {
  shell.frames = shell.frames?.below ?? null;
}

export function replaceTop(shell: ShellBody, frame: Frame): void {
  shell.frames = { frame, below: shell.frames?.below ?? null };
}

/** Drops frames until one for which `keep` holds is on top; false where there is none, and nothing changes. */
export function unwindTo(shell: ShellBody, keep: (frame: Frame) => boolean): boolean {
  let at: Stack | null = shell.frames;
  while (at !== null && !keep(at.frame)) at = at.below;
  if (at === null) return false;
  for (let frames = shell.frames; frames !== at && frames !== null; frames = frames.below)
    restore(shell, frames.frame);
  shell.frames = at;
  return true;
}

/** Undoes what a frame had put in place for its time, when it is left by `return`, `break` or `exit`. */
export function restore(shell: ShellBody, frame: Frame): void {
  if (frame.kind === "call") {
    shell.positional = frame.positional;
    for (const [name, value] of frame.locals.entries()) {
      if (value === undefined) shell.variables.delete(name);
      else shell.variables.set(name, value);
    }
    for (const [name, trap] of frame.hidden) if (!shell.traps.has(name)) shell.traps.set(name, trap);
  } else if (frame.kind === "source") {
    if (frame.positional !== null) shell.positional = frame.positional;
    shell.sources = shell.sources.slice(1);
  }
}

/** Makes the shell leave with the status that stands: nothing else is done any more, but for an EXIT trap. */
export function leave(shell: ShellBody): void {
  for (let at = shell.frames; at !== null; at = at.below) restore(shell, at.frame);
  shell.frames = { frame: { kind: "exit" }, below: null };
}

/** The shell leaves because of an error; in what `command eval` or `command .` reads no more than that ends. */
export function leaveByError(shell: ShellBody): void {
  if (!unwindTo(shell, isCaught)) leave(shell);
}

function isCaught(frame: Frame): boolean {
  return (frame.kind === "eval" || frame.kind === "source") && frame.caught;
}

/** Whether the shell reads what `command eval` or `command .` is about. */
export function isBehindCommand({ frames }: ShellBody): boolean {
  for (let at = frames; at !== null; at = at.below) if (isCaught(at.frame)) return true;
  return false;
}

/** One machine per way on, each a copy with the shell of the same process. */
export function branch(
  system: System,
  process: Process,
  ways: readonly ((shell: ShellBody, system: System, process: Process) => void)[],
): Successors {
  return ways.map((way) => {
    const copy = system.clone();
    copy.parted++;
    const twin = copy.get(process.pid);
    if (twin?.body.kind === "shell") way(twin.body, copy, twin);
    return copy;
  });
}
