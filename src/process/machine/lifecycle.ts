import { nameOf } from "../../script/image-path.ts";
import type { Addressee } from "../programs/conduct.ts";
import { catches } from "./fatal-signals.ts";
import type { Status } from "./frames.ts";
import { deferInterrupt } from "./interrupts.ts";
import { commandText } from "./launch-site.ts";
import { placeOfLaunch } from "./place.ts";
import type { LaunchSite, Process, ProgramBody, ShellBody, SupervisorBody } from "./process.ts";
import { isHarmless, isReload, shortSignal, signalStatus } from "./signal-names.ts";
import { startTurn } from "./stop-in-turn.ts";
import type { System } from "./system.ts";

/**
 * Sends a signal (name without `SIG`) to one process and does what the kernel does: a handler, the default action,
 * or nothing. PID 1 has no default action: what it does not handle is dropped (pid_namespaces(7)).
 */
export function deliver(system: System, pid: number, signal: string): void {
  const process = system.alive(pid);
  if (process === undefined || signal === "0") return;
  const isStop = signal === shortSignal(process.stopSignal ?? system.scene.stopSignal);
  if (signal === "KILL") {
    // From inside the container PID 1 cannot be killed, from outside it can.
    if (!isInit(system, process) || isStop) endProcess(system, process, "killed", 137);
    return;
  }
  if (signal === "STOP") return;
  if (isHarmless(signal) && !isStop && !hasTrap(process, signal)) return;
  if (isReload(signal) && goesOn(system, process)) return;
  switch (process.body.kind) {
    case "shell":
      deliverToShell(system, process, process.body, signal);
      return;
    case "program":
      deliverToProgram(system, process, process.body, signal);
      return;
    case "supervisor":
      deliverToSupervisor(system, process, process.body, signal);
      return;
    case "opaque":
      deliverToOpaque(system, process, process.body.reason);
      return;
  }
}

/** A script that asks a server to reload, while nobody stops the container, does so because the server goes on. */
function goesOn({ stoppedAt, scene }: System, { body, name }: Process): boolean {
  const isServer = body.kind === "program" && (body.role === "service" || body.role === "stranger");
  return stoppedAt === null && isServer && !scene.services.has(nameOf(name));
}

/** Nobody knows what it does. Of several that a supervisor stops, the others can still be judged. */
function deliverToOpaque(system: System, process: Process, reason: string): void {
  const parent = system.get(process.parent)?.body;
  if (process.pid === 1 || parent?.kind !== "supervisor" || parent.children.length === 1) {
    system.giveUp(reason, placeOfLaunch(process));
    return;
  }
  system.unseen ??= { reason, place: placeOfLaunch(process) };
  process.heard ??= "handled";
  endProcess(system, process, "finished", "unknown");
}

function hasTrap(process: Process, signal: string): boolean {
  return process.body.kind === "shell" && process.body.traps.has(signal);
}

function deliverToShell(system: System, process: Process, shell: ShellBody, signal: string): void {
  const trap = shell.traps.get(signal);
  if (trap?.kind === "run") {
    process.heard ??= "handled";
    if (!shell.pending.includes(signal)) shell.pending = [...shell.pending, signal];
    return;
  }
  if (trap?.kind === "ignore" || process.ignored.has(signal)) {
    process.heard ??= "ignored";
    return;
  }
  if (signal === "INT" && deferInterrupt(system, process, shell)) return;
  if (catches(shell, signal)) {
    process.heard ??= "handled";
    shell.dying ??= signal;
    return;
  }
  defaultAction(system, process, signal);
}

function deliverToProgram(system: System, process: Process, program: ProgramBody, signal: string): void {
  switch (program.onStop.kind) {
    case "ends": {
      process.heard ??= "handled";
      const finished = system.now + system.finishTime(process);
      program.endsAt = program.endsAt === null ? finished : Math.min(program.endsAt, finished);
      return;
    }
    case "ignores":
      process.heard ??= "ignored";
      return;
    case "default":
      defaultAction(system, process, signal);
      return;
  }
}

function deliverToSupervisor(
  system: System,
  process: Process,
  supervisor: SupervisorBody,
  signal: string,
): void {
  const { onStop } = supervisor;
  switch (onStop.kind) {
    case "forwards":
    case "forwards-and-leaves":
      process.heard ??= "forwarded";
      for (const child of supervisor.children) forward(system, process, child, { signal, ...onStop });
      if (onStop.kind === "forwards-and-leaves") endProcess(system, process, "finished", 0);
      return;
    case "forwards-then-kills":
      process.heard ??= "forwarded";
      for (const child of supervisor.children) forward(system, process, child, { signal, ...onStop });
      supervisor.killsAt ??= system.now + onStop.seconds;
      return;
    case "stops-in-turn":
      process.heard ??= "forwarded";
      if (supervisor.turn === null) startTurn(system, process, supervisor, 0);
      return;
    case "leaves":
      process.heard ??= "handled";
      endProcess(system, process, "finished", 1);
      return;
    case "swallows":
      process.heard ??= "ignored";
      return;
    case "default":
      defaultAction(system, process, signal);
      return;
  }
}

/** A wrapper passes a signal on to a child, `as` another one where it does that, and to whom else it means. */
function forward(
  system: System,
  { pid, group }: Process,
  child: number,
  { signal, as = signal, to = "child" }: { signal: string; as?: string; to?: Addressee },
): void {
  const target = system.get(child);
  if (target === undefined) return;
  if (shortSignal(as) !== signal && target.body.kind === "program") {
    // A service that waits for the stop signal dies of the other one.
    target.heard ??= "killed";
    endProcess(system, target, "killed", "unknown");
    return;
  }
  if (to === "child") deliver(system, child, signal);
  else if (to === "group") deliverToGroup(system, target.group, signal);
  else if (to === "own-group") deliverToGroup(system, group, signal, pid);
  else for (const pid of pidsFrom(system, child)) deliver(system, pid, signal);
}

/** It and every process below it. */
function pidsFrom(system: System, pid: number): readonly number[] {
  const children = system.living().filter((process) => process.parent === pid);
  return [...children.flatMap((child) => pidsFrom(system, child.pid)), pid];
}

/** `kill(-group, signal)`, where one does so that has its own way with the signal, to all `but` that. */
export function deliverToGroup(system: System, group: number, signal: string, but?: number): boolean {
  const members = system.living().filter((process) => process.group === group && process.pid !== but);
  for (const member of members) deliver(system, member.pid, signal);
  return members.length > 0;
}

/** PID 1 of its namespace, for which signals have no default action (pid_namespaces(7)). */
export function isInit({ scene }: System, { pid }: Process): boolean {
  return pid === 1 && scene.pidNamespace !== "shared";
}

function defaultAction(system: System, process: Process, signal: string): void {
  if (isInit(system, process) || process.ignored.has(signal) || isHarmless(signal)) {
    process.heard ??= "ignored";
    return;
  }
  process.heard ??= "killed";
  // A service without a handler has heard of the stop and chosen to die of it: it has no work to finish.
  const isService = process.body.kind === "program" && process.body.role !== "rest";
  endProcess(system, process, isService ? "finished" : "killed", signalStatus(signal));
}

/** What has come to an end once does so wherever else it is started in the same words. */
function noteDone(system: System, { body, launches, end }: Process): void {
  const launch = launches.at(-1);
  if (body.kind !== "opaque" || end?.how !== "finished" || launch?.hop !== "foreground") return;
  const { site } = launch;
  const words = wordsOfSite(site);
  if (site !== null && words !== null && !system.done.has(words))
    system.done = new Map([...system.done, [words, site.start]]);
}

/** Whether the same command has ended before, started elsewhere: not one that a loop starts anew. */
export function isDoneBefore(system: System, { body, launches }: Process): boolean {
  const launch = launches.at(-1);
  const before = system.done.get(wordsOfSite(launch?.site ?? null) ?? "");
  return (
    body.kind === "opaque" &&
    launch?.hop === "foreground" &&
    before !== undefined &&
    before !== launch.site?.start
  );
}

/** The words of a command that says the same wherever it stands. */
function wordsOfSite(site: LaunchSite | null): string | null {
  const words = commandText(site);
  return words === "" || /[$`]/.test(words) ? null : words;
}

/** Ends a process. With PID 1 the kernel kills all others of the namespace (pid_namespaces(7)); orphans go to PID 1. */
export function endProcess(
  system: System,
  process: Process,
  how: "finished" | "killed",
  status: Status,
): void {
  if (process.end !== null) return;
  process.end = { at: system.now, how, status };
  noteDone(system, process);
  if (process.pid === 1) {
    for (const other of system.living()) other.end = { at: system.now, how: "killed", status: 137 };
    return;
  }
  for (const other of system.living()) if (other.parent === process.pid) other.parent = 1;
  if (process.terminal) {
    for (const other of system.living())
      if (other.session === process.session) deliver(system, other.pid, "HUP");
  }
}
