import { HOLE } from "../hole.ts";
import { takeLine, takeTimeout } from "./builtins/read.ts";
import { pop, push, replaceTop } from "./fork.ts";
import type { Status } from "./frames.ts";
import { readLine } from "./input.ts";
import { meetInterrupt } from "./interrupts.ts";
import { addJob } from "./job-table.ts";
import type { Process, ShellBody } from "./process.ts";
import { checkFailure } from "./pseudo-signals.ts";
import { giveValue } from "./readonly.ts";
import { seeEnded, tell } from "./reaping.ts";
import { hasSucceeded, isSatisfied } from "./scheduler.ts";
import { signalStatus } from "./signal-names.ts";
import type { System } from "./system.ts";
import type { ReadInto, Waiting } from "./waiting.ts";

/** The shell returns from what it waited for: because that has come, or because a signal interrupts it. */
export function resumeWaiting(system: System, process: Process, shell: ShellBody, waiting: Waiting): void {
  shell.waiting = null;
  seeEnded(system, shell, isSatisfied(system, waiting));
  if (shell.dying !== null) {
    if (waiting.kind === "foreground")
      addJob(system, shell, { pids: waiting.pids, texts: [], foreground: true });
    return;
  }
  if (!isSatisfied(system, waiting)) {
    // bash reads on behind the trap, unless it is called sh (bash, Bash POSIX Mode), and opens what it reads in any case.
    const readsOn = waiting.kind === "input" && shell.shell === "bash" && (!shell.posix || waiting.opens);
    if (readsOn || waiting.kind === "foreground") {
      push(shell, { kind: "again", waiting });
      return;
    }
    const signal = shell.pending[0] ?? "TERM";
    // bash runs the trap inside of read: to that, $? is from before it.
    if (waiting.kind === "input" && shell.shell === "bash") {
      push(shell, { kind: "interrupted", status: signalStatus(signal) });
      setUnknown(shell, waiting.into);
      return;
    }
    // A broken off read has just failed, to dash and busybox.
    shell.status = waiting.kind === "input" ? 1 : signalStatus(signal);
    // To a trap of bash the status behind `!` is turned round already.
    if (shell.shell === "bash" && shell.frames?.frame.kind === "negate") negateStatus(shell);
    decideErrexit(shell);
    if (waiting.kind === "input") setUnknown(shell, waiting.into);
    return;
  }
  switch (waiting.kind) {
    case "foreground":
      shell.status = shell.options.pipefail
        ? worstStatus(system, waiting.pids)
        : statusOf(system, waiting.last);
      meetInterrupt(system, process, shell, waiting.last);
      if (shell.pending.length > 0) startErrorTrap(shell);
      return;
    case "wait":
      resumeWait(system, shell, waiting);
      decideErrexit(shell);
      waitForAdopted(system, process, shell, waiting);
      return;
    case "input": {
      const line = readLine(system, waiting.from);
      if (line.kind === "wait") {
        takeTimeout(shell, waiting.into);
        return;
      }
      takeLine(shell, line, waiting.into);
      if (process.stdin === waiting.from && line.kind !== "end") process.stdin = line.rest;
      return;
    }
  }
}

/** `! command`, once that is over: what failed has succeeded (POSIX, 2.9.2). */
export function negateStatus(shell: ShellBody): void {
  pop(shell);
  if (shell.status !== "unknown") shell.status = shell.status === 0 ? 1 : 0;
}

/**
 * bash makes up its mind to leave before a trap runs, which may turn set -e off. Where it has an ERR trap it begins with that,
 * the trap of the signal runs inside, and it makes up its mind behind both.
 */
function decideErrexit(shell: ShellBody): void {
  const frame = shell.frames?.frame;
  if (shell.shell !== "bash" || shell.status === 0 || frame?.kind !== "errexit") return;
  const isBehind = frame.onError && shell.traps.get("ERR")?.kind === "run";
  const decided = shell.options.errexit && !isBehind ? ({ ...frame, decided: true } as const) : frame;
  replaceTop(shell, decided);
  if (decided.onError) checkFailure(shell, decided);
}

/** What a signal has ended has failed, and a trap for that signal runs inside of bash's ERR trap. */
function startErrorTrap(shell: ShellBody): void {
  const frame = shell.frames?.frame;
  if (shell.status !== 0 && frame?.kind === "errexit" && frame.onError) checkFailure(shell, frame);
}

function resumeWait(system: System, shell: ShellBody, waiting: Extract<Waiting, { kind: "wait" }>): void {
  const { mode, pids } = waiting;
  const isOne = mode === "any" || mode === "success";
  const isTold = (pid: number) => mode === "any" || hasSucceeded(system, pid);
  const ended = isOne ? pids.find((pid) => system.alive(pid) === undefined && isTold(pid)) : pids.at(-1);
  const status = mode === "all" || ended === undefined ? 0 : statusOf(system, ended);
  shell.status = waiting.status ?? status;
  if (!isOne) tell(system, shell, pids, mode === "all");
  forgetJobs(system, shell, isOne && ended !== undefined ? [ended] : pids);
}

/** busybox, once a child has failed, goes on until one ends well or none is left, those that PID 1 adopted included. */
export function waitForAdopted(
  system: System,
  process: Process,
  shell: ShellBody,
  { mode, pids }: Extract<Waiting, { kind: "wait" }>,
): void {
  if (shell.shell !== "ash" || mode !== "all") return;
  const adopted = system.living().filter((other) => other.parent === process.pid);
  const endOf = (pid: number) => system.get(pid)?.end?.at ?? 0;
  const last = pids.reduce((latest, pid) => (endOf(pid) >= endOf(latest) ? pid : latest), pids[0] ?? 0);
  if (adopted.length === 0 || hasSucceeded(system, last)) return;
  shell.waiting = { kind: "wait", mode: "success", pids: adopted.map((other) => other.pid), status: 0 };
}

/** `pipefail`: the status of the last part that failed (bash, Pipelines). */
function worstStatus(system: System, pids: readonly number[]): Status {
  return pids.map((pid) => statusOf(system, pid)).findLast((status) => status !== 0) ?? 0;
}

function statusOf(system: System, pid: number): Status {
  return system.get(pid)?.end?.status ?? 0;
}

/** Jobs that were waited for are known no more, but for their status, which bash keeps for a second `wait`. */
function forgetJobs(system: System, shell: ShellBody, pids: readonly number[]): void {
  shell.jobs = shell.jobs.filter(
    (job) => !job.pids.every((pid) => pids.includes(pid) && system.alive(pid) === undefined),
  );
}

function setUnknown(shell: ShellBody, { names }: ReadInto): void {
  for (const name of names) giveValue(shell, name, { kind: "scalar", texts: [HOLE] });
  shell.failed = null;
}
