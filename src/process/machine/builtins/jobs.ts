import { push, type Successors } from "../fork.ts";
import { placeOf } from "../place.ts";
import type { Job, ShellBody } from "../process.ts";
import { isPast, isUnreaped, tell } from "../reaping.ts";
import { write } from "../redirections.ts";
import { allEnded } from "../scheduler.ts";
import type { System } from "../system.ts";
import { isKnown } from "../text.ts";
import type { Call } from "./call.ts";

/** The children that this very shell started in the background: a subshell cannot wait for those of its parent. */
function ownJobs(call: Call): readonly Job[] {
  const { system, process, shell } = call;
  return shell.jobs.filter((job) => job.pids.some((pid) => system.get(pid)?.parent === process.pid));
}

/** `wait [-n] [id …]`. With ids it gives the last one's status; 127 for what is no child of this shell (POSIX, wait). */
export function waitFor(call: Call): Successors {
  const { system, shell, words } = call;
  let operands = words.slice(1);
  const anyOf = operands.includes("-n");
  if (operands.some((word) => word.startsWith("-") && word !== "--")) {
    if (shell.shell === "dash") {
      shell.status = 2;
      return null;
    }
    operands = operands.filter((word) => !word.startsWith("-"));
  }
  if (operands.some((word) => !isKnown(word))) {
    system.giveUp(
      "the script waits for a process id that the files do not tell",
      placeOf(call.script, call.node),
    );
    return null;
  }
  const running = ownJobs(call).filter((job) => !job.disowned);
  if (operands.length === 0) return waitForAll(call, running, anyOf);
  const pids = operands.flatMap((word) => pidsOf(call, word, shell.jobs));
  const known = pids.filter((pid) => isOwnChild(call, pid));
  // In dash and ash the last child that is known gives the status, in bash the last operand.
  const isLastKnown = shell.shell !== "bash" || known.at(-1) === pids.at(-1);
  if (known.length === 0 || (!anyOf && !isLastKnown && allEnded(system, known))) {
    shell.status = 127;
    return null;
  }
  shell.waiting = {
    kind: "wait",
    mode: anyOf ? "any" : "each",
    pids: anyOf ? known : known.flatMap((pid) => wholeJob(shell, pid)),
  };
  return null;
}

/** To wait for a part of a pipeline is to wait for all of it; the asked one comes last, since its status counts. */
function wholeJob(shell: ShellBody, pid: number): readonly number[] {
  const job = shell.jobs.find(({ pids }) => pids.includes(pid));
  return job === undefined ? [pid] : [...job.pids.filter((other) => other !== pid), pid];
}

function waitForAll(call: Call, running: readonly Job[], anyOf: boolean): Successors {
  const { system, shell } = call;
  const every = running.flatMap((job) => (anyOf ? job.pids.slice(-1) : job.pids));
  const pids = every.filter((pid) => !(anyOf && isPast(system, shell, pid)));
  const alive = pids.filter((pid) => system.alive(pid) !== undefined);
  const others =
    alive.length === 0 && every.some((pid) => isUnreaped(system, shell, pid)) ? adopted(call) : [];
  if (others.length > 0) {
    shell.waiting = { kind: "wait", mode: "any", pids: others };
    return null;
  }
  if (anyOf) {
    if (pids.length === 0) shell.status = 127;
    else shell.waiting = { kind: "wait", mode: "any", pids };
    return null;
  }
  if (alive.length === 0) {
    shell.status = 0;
    tell(system, shell, pids, true);
    shell.jobs = [];
  } else shell.waiting = { kind: "wait", mode: "all", pids };
  return null;
}

/** Children that another process started and left behind: PID 1 gets them. */
function adopted({ system, process, shell }: Call): readonly number[] {
  const own = new Set(shell.jobs.flatMap((job) => job.pids));
  return system
    .living()
    .filter((other) => other.parent === process.pid && !own.has(other.pid))
    .map((other) => other.pid);
}

function isOwnChild({ system, process, shell }: Call, pid: number): boolean {
  const child = system.get(pid);
  if (child === undefined || shell.reaped.gone.includes(pid)) return false;
  if (shell.shell === "bash" && shell.jobs.some((job) => job.disowned && job.pids.includes(pid)))
    return false;
  return (
    child.parent === process.pid || shell.jobs.some((job) => job.pids.includes(pid) && child.end !== null)
  );
}

/** The processes that a word of `wait`, `fg` or `kill` names: a pid, or `%n`. */
export function pidsOf(_call: Call, word: string, jobs: readonly Job[]): readonly number[] {
  if (/^\d+$/.test(word)) return [Number(word)];
  if (word === "%%" || word === "%+" || word === "%") return jobs.at(-1)?.pids ?? [];
  const job = /^%(\d+)$/.exec(word)?.[1];
  return job === undefined ? [] : (jobs[Number(job) - 1]?.pids ?? []);
}

/** `jobs -p` prints the process ids of the jobs; other forms print what no script reads. */
export function listJobs(call: Call): Successors {
  const { system, process, shell, words } = call;
  if (words.includes("-p"))
    write(
      system,
      process,
      runningPids(system, shell)
        .map((pid) => `${pid}\n`)
        .join(""),
    );
  shell.status = 0;
  return null;
}

function runningPids(system: System, shell: ShellBody): readonly number[] {
  return shell.jobs
    .filter((job) => !job.disowned && !allEnded(system, job.pids))
    .flatMap((job) => job.pids.slice(0, 1));
}

/** `fg`: waits for a job as for a foreground child. Without job control (`set -m`) it fails. */
export function bringToForeground(call: Call): Successors {
  const { shell, words } = call;
  const pids =
    words[1] === undefined ? (ownJobs(call).at(-1)?.pids ?? []) : pidsOf(call, words[1], shell.jobs);
  if (!shell.options.monitor || pids.length === 0) {
    shell.status = 1;
    return null;
  }
  if (shell.options.errexit && !call.flow.tested) push(shell, { kind: "errexit" });
  shell.waiting = { kind: "foreground", pids, last: pids.at(-1) ?? 0 };
  return null;
}

/** `disown` (bash): the job is known no more; `-h` only spares it a SIGHUP. */
export function disown(call: Call): Successors {
  const { shell, words } = call;
  shell.status = 0;
  if (words.includes("-h")) return null;
  const named = words.slice(1).filter((word) => !word.startsWith("-"));
  const pids = named.flatMap((word) => pidsOf(call, word, shell.jobs));
  shell.jobs = shell.jobs.map((job, index) => {
    const isMeant =
      named.length === 0 ? index === shell.jobs.length - 1 : job.pids.some((pid) => pids.includes(pid));
    return isMeant || words.includes("-a") ? { ...job, disowned: true } : job;
  });
  return null;
}
