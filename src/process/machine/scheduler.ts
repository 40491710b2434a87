import { readLine } from "./input.ts";
import { endProcess } from "./lifecycle.ts";
import type { Body, Process, ProgramBody, ShellBody, SupervisorBody } from "./process.ts";
import { finishReading, isEndless, isFedAtOnce, isPipeBroken } from "./reading.ts";
import { signalStatus } from "./signal-names.ts";
import { killOverdue, passTurn, turnDue } from "./stop-in-turn.ts";
import type { System } from "./system.ts";
import type { Waiting } from "./waiting.ts";

/** The shell that can go on, the eldest first; null where all wait for time or for ever. */
export function nextRunnable(system: System): { process: Process; shell: ShellBody } | null {
  settle(system);
  // The youngest: a child is at work before its parent's next command, which takes a program to start.
  let youngest: { process: Process; shell: ShellBody } | null = null;
  for (const process of system.processes.values()) {
    const { body } = process;
    if (process.end === null && body.kind === "shell" && isRunnable(system, body))
      youngest = { process, shell: body };
  }
  return youngest;
}

/** Whether any other shell can go on. */
export function isAnyRunnable(system: System, { pid }: Process): boolean {
  return system
    .living()
    .some(({ pid: other, body }) => other !== pid && body.kind === "shell" && isRunnable(system, body));
}

/** Ends what ends because something else has: supervisors after their children, readers of a pipe after its writers. */
function settle(system: System): void {
  for (let changed = true; changed && !system.over; ) {
    changed = false;
    for (const process of system.processes.values()) {
      const { body } = process;
      if (process.end !== null || body.kind === "shell" || body.kind === "opaque") continue;
      if (isPipeBroken(system, process)) {
        endProcess(system, process, "killed", signalStatus("PIPE"));
        changed = true;
        continue;
      }
      if (body.kind === "supervisor" && passTurn(system, process, body)) {
        changed = true;
        continue;
      }
      const waitsFor = lastsWith(system, process);
      if (waitsFor === null || waitsFor.length === 0) continue;
      const isReader = body.kind === "program" && body.role === "brief";
      const isDone = (pid: number) =>
        system.alive(pid) === undefined || (isReader && isEndless(system.get(pid)));
      if (!waitsFor.every(isDone)) continue;
      const last = system.get(waitsFor.at(-1) ?? 0);
      if (body.kind === "program" && isFedAtOnce(system, body)) process.body = { ...body, readsFrom: null };
      else if (body.kind === "program") finishReading(system, process, body);
      else endProcess(system, process, "finished", last?.end?.status ?? 0);
      changed = true;
    }
  }
}

/** Whose end ends a process that is no shell; null where it does not go by others. */
function lastsWith(system: System, process: Process): readonly number[] | null {
  const { body } = process;
  if (body.kind === "program") return goesBy(system, process, body);
  if (body.kind !== "supervisor" || body.turn !== null) return null;
  if (body.staysFor === "stop" && process.heard === null) return null;
  return [...body.children, ...othersOf(system, process, body).map(({ pid }) => pid)];
}

/** One that reads from a pipe goes by whoever still writes there. */
function goesBy(system: System, { stdin }: Process, { readsFrom }: ProgramBody): readonly number[] | null {
  if (readsFrom === null || stdin.kind !== "pipe" || readsFrom !== stdin.writers) return readsFrom;
  return [...readsFrom, ...system.writingTo(readsFrom).map(({ pid }) => pid)];
}

/** For whom a supervisor stays besides its children. */
function othersOf(system: System, process: Process, { children, staysFor }: SupervisorBody): Process[] {
  const living = system.living();
  switch (staysFor) {
    case "children":
    case "stop":
      return [];
    case "sessions":
      return living.filter(({ session }) => children.includes(session));
    case "output":
      return system.writingTo(children);
    case "all":
      return living.filter(({ pid }) => pid !== process.pid && pid !== 1);
  }
}

function isRunnable(system: System, shell: ShellBody): boolean {
  const { waiting } = shell;
  if (isIdle(shell)) return false;
  if (waiting === null) return true;
  // A fatal signal that bash caught for its EXIT trap ends it even while it waits for a foreground child.
  if (shell.dying !== null) return true;
  return isSatisfied(system, waiting) || (isInterruptible(waiting) && shell.pending.length > 0);
}

/** Round such a loop no trap has anything to do either. */
function isIdle({ spins, idles, frames, pending, dying }: ShellBody): boolean {
  const goesRound = spins || (idles && frames?.frame.kind === "loop");
  return goesRound && pending.length === 0 && dying === null;
}

/** `wait` and `read` return when a signal with a handler comes; a foreground child does not let go (POSIX, `trap`). */
function isInterruptible(waiting: Waiting): boolean {
  return waiting.kind !== "foreground" || waiting.readsOutput?.withTraps === true;
}

/** Whether what a shell waits for has come. */
export function isSatisfied(system: System, waiting: Waiting): boolean {
  switch (waiting.kind) {
    case "foreground":
      return waiting.readsOutput !== undefined
        ? system.allClosed(waiting.pids)
        : system.allEnded(waiting.pids);
    case "wait":
      if (waiting.mode === "success" && waiting.pids.some((pid) => hasSucceeded(system, pid))) return true;
      if (waiting.mode === "any") return waiting.pids.some((pid) => system.alive(pid) === undefined);
      return system.allEnded(waiting.pids);
    case "input":
      return isTimedOut(system, waiting) || readLine(system, waiting.from).kind !== "wait";
  }
}

function isTimedOut(system: System, { until }: Extract<Waiting, { kind: "input" }>): boolean {
  return until !== null && until <= system.now;
}

export function hasSucceeded(system: System, pid: number): boolean {
  const status = system.get(pid)?.end?.status;
  return status === 0 || status === "unknown";
}

/** When the next timed thing happens: a sleep or a `read -t` ends, a service has finished, a wrapper loses patience. */
export function nextEvent(system: System): number | null {
  let next: number | null = null;
  for (const { body } of system.living()) {
    const at = dueTime(system, body);
    if (at !== null && (next === null || at < next)) next = at;
  }
  return next;
}

function dueTime(system: System, body: Body): number | null {
  switch (body.kind) {
    case "program":
      return body.endsAt;
    case "supervisor":
      return body.killsAt ?? turnDue(system, body);
    case "shell":
      return body.waiting?.kind === "input" ? body.waiting.until : null;
    case "opaque":
      return null;
  }
}

/** Lets time pass until `at`, and ends what is due. */
export function advanceTo(system: System, at: number): void {
  system.now = at;
  system.endSpins();
  for (const process of system.living()) {
    if (process.end !== null) continue;
    const { body } = process;
    if (body.kind === "program" && body.endsAt !== null && body.endsAt <= at) {
      endProcess(system, process, "finished", body.status);
    } else if (body.kind === "supervisor" && body.killsAt !== null && body.killsAt <= at) {
      const others = body.staysFor === "all" ? othersOf(system, process, body) : [];
      for (const target of [...body.children.map((child) => system.alive(child)), ...others])
        if (target !== undefined) endProcess(system, target, "killed", 137);
      body.killsAt = null;
    } else if (body.kind === "supervisor") killOverdue(system, body);
  }
}
