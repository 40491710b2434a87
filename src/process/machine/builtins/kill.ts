import type { ShellName } from "../../../start/base-image.ts";
import { isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import { jobNamed } from "../job-table.ts";
import { deliver, isInit } from "../lifecycle.ts";
import { placeOf } from "../place.ts";
import type { Job } from "../process.ts";
import { isDying } from "../reaping.ts";
import { noteSent } from "../sent.ts";
import { isReload, readSignal } from "../signal-names.ts";
import type { System } from "../system.ts";
import { hang } from "../traps.ts";
import type { Call } from "./call.ts";

/** `kill [-s signal | -signal] target …` (POSIX, kill). Pids, `0`, `-1`, negative groups and, but for dash, `%n`. */
export function kill(call: Call): Successors {
  const { process, shell, words } = call;
  const { signal, targets } = readArguments(words.slice(1), call);
  if (signal === null || targets.length === 0) {
    if (signal !== "list") noteSent(call, { signal, target: null, to: [] });
    shell.status = signal === "list" ? 0 : 2;
    return null;
  }
  // busybox looks for all jobs before it signals anything.
  if (shell.shell === "ash" && targets.some((target) => isNoJob(call, target))) {
    noteSent(call, { signal, target: null, to: [] });
    shell.status = 2;
    return null;
  }
  let reached = false;
  let missed = false;
  for (const target of targets) {
    if (!isKnown(target)) {
      if (signal !== "0") signalUnknown(call, signal);
      shell.status = "unknown";
      return null;
    }
    // dash gives up at the first word that it cannot read.
    if (shell.shell === "dash" && (isNoJob(call, target) || !/^(%|-?\d+$)/.test(target))) {
      noteSent(call, { signal, target, to: [] });
      shell.status = 2;
      return null;
    }
    const stays = goesRound(call, target);
    if (send(call, target, signal)) reached = true;
    else missed = true;
    if (stays) {
      hang(process, shell);
      return null;
    }
  }
  // bash is content when one of them was there.
  shell.status = reached && (!missed || shell.shell === "bash") ? 0 : 1;
  return null;
}

function isNoJob(call: Call, target: string): boolean {
  return target.startsWith("%") && jobNamed(call.shell, target) === null;
}

function readArguments(
  words: readonly string[],
  call: Call,
): { signal: string | null; targets: readonly string[] } {
  const [first, second] = words;
  // bash as sh takes no SIG here, though it does in trap (bash, Bash POSIX Mode).
  const own = call.shell.shell;
  const shell = call.shell.posix ? "dash" : own;
  if (first === undefined) return { signal: "TERM", targets: [] };
  if (first === "-l" || (first === "-L" && own === "bash")) return { signal: "list", targets: [] };
  const option = /^-([sn])(.*)$/.exec(first);
  if (option !== null && isSignalOption(own, option)) {
    const [, , joined = ""] = option;
    const rest = words.slice(joined === "" ? 2 : 1);
    // busybox takes what stands behind a signal for process ids, `--` among them.
    return {
      signal: signalOf(joined || (second ?? ""), shell),
      targets: own === "ash" ? rest : afterDashes(rest),
    };
  }
  if (first === "--") return { signal: "TERM", targets: words.slice(1) };
  if (first.startsWith("-") && first.length > 1) {
    const rest = words.slice(1);
    // So does dash behind `-TERM`.
    return { signal: signalOf(first.slice(1), shell), targets: own === "bash" ? afterDashes(rest) : rest };
  }
  return { signal: "TERM", targets: words };
}

/** `-s TERM` and bash's `-n 15`. Joined to the word behind it busybox reads neither, and bash no number behind `-s`. */
function isSignalOption(shell: ShellName, [, letter, joined = ""]: RegExpExecArray): boolean {
  if (letter === "n") return shell === "bash";
  return joined === "" || shell === "dash" || (shell === "bash" && !/^\d/.test(joined));
}

function signalOf(word: string, shell: Parameters<typeof readSignal>[1]): string | null {
  const signal = readSignal(word, shell);
  return signal === "EXIT" ? "0" : signal;
}

function afterDashes(words: readonly string[]): readonly string[] {
  return words[0] === "--" ? words.slice(1) : words;
}

function send(call: Call, target: string, signal: string): boolean {
  const { system, shell } = call;
  // busybox reads on behind the first number of a word, but not on the next line.
  if (shell.shell === "ash" && /^ *\d+( +\d+)+ *$/.test(target)) {
    return target
      .trim()
      .split(/ +/)
      .map((part) => send(call, part, signal))
      .every(Boolean);
  }
  const pids = processesOf(call, target);
  noteSent(call, { signal, target, to: pids ?? [] });
  for (const pid of pids ?? []) deliver(system, pid, signal);
  return pids !== null;
}

/** Those of a job that get a signal which is sent to it; null where `kill` complains. */
function processesOfJob({ system, shell }: Call, { pids, controlled }: Job): readonly number[] | null {
  // A job that has ended is still a job, until somebody has waited for it.
  if (shell.shell === "ash") return pids;
  if (shell.shell === "bash" && !controlled) return pids.slice(0, firstEnded(system, pids));
  // The group of the first: there is one under set -m, or where that program made one.
  const group = groupOf(system, pids[0] ?? -1);
  return group.length > 0 ? group : null;
}

function firstEnded(system: System, pids: readonly number[]): number {
  const at = pids.findIndex((pid) => system.alive(pid) === undefined);
  return at === -1 ? pids.length : at;
}

/**
 * bash without `set -m` goes from one part of a pipeline to the next, and at the first that has ended it goes round for
 * ever (jobs.c, kill_pid: `continue` in front of `p = p->next`); if that is the very first, it is content at once.
 */
function goesRound({ system, shell }: Call, target: string): boolean {
  const { pids, controlled } = jobNamed(shell, target) ?? { pids: [], controlled: false };
  const ended = firstEnded(system, pids);
  return shell.shell === "bash" && !controlled && ended > 0 && ended < pids.length;
}

/** The processes that a target means; null where it means none, and `kill` complains. */
function processesOf(call: Call, target: string): readonly number[] | null {
  const { system, process, shell } = call;
  if (target.startsWith("%")) {
    const job = jobNamed(shell, target);
    return job === null ? null : processesOfJob(call, job);
  }
  // busybox passes over an empty word.
  if (shell.shell === "ash" && target === "") return [];
  if (!/^-?\d+$/.test(target)) return null;
  const pid = Number(target);
  if (pid === -1) {
    const others = system.living().filter((other) => other.pid !== process.pid && !isInit(system, other));
    return others.map((other) => other.pid);
  }
  if (pid <= 0) {
    const all = groupOf(system, pid === 0 ? process.group : -pid);
    return all.length > 0 ? all : null;
  }
  if (system.alive(pid) === undefined) return isDying(system, shell, pid) ? [] : null;
  return [pid];
}

function groupOf(system: System, group: number): readonly number[] {
  const members = system.living().filter((process) => process.group === group);
  return members.map(({ pid }) => pid);
}

/** Of a stop that goes wrong even if the services are meant, so much can be told; but not of what siglint has not read. */
function signalUnknown(call: Call, signal: string): void {
  const { system, script, node } = call;
  if (system.stoppedAt === null && isReload(signal)) return;
  const reason = "the script sends a signal to a process that the files do not tell";
  const place = placeOf(script, node);
  const living = system.living();
  const isUnread = living.some(({ body }) => body.kind === "opaque");
  if (system.stoppedAt === null || signal === "KILL" || signal === "STOP" || isUnread) {
    system.giveUp(reason, place);
    return;
  }
  system.unseen ??= { reason, place };
  const services = living.filter(({ body }) => body.kind === "program" && body.role !== "rest");
  noteSent(call, { signal, target: null, to: services.map(({ pid }) => pid) });
  for (const { pid } of services) deliver(system, pid, signal);
}
