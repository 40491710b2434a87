import { isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import { pidsNamed } from "../job-table.ts";
import { placeOf } from "../place.ts";
import type { Job, ShellBody } from "../process.ts";
import { seeEnded, tell } from "../reaping.ts";
import { waitForAdopted } from "../resume.ts";
import type { Call } from "./call.ts";
import { ownJobs } from "./jobs.ts";

/** `wait [-n] [id …]`. With ids it gives the last one's status; 127 for what is no child of this shell (POSIX, wait). */
export function waitFor(call: Call): Successors {
  const { system, shell, words } = call;
  let operands = withoutVariable(words.slice(1), shell);
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
  return waitForSome(call, operands, anyOf && shell.shell !== "ash");
}

/** `-p name` puts the process id into a variable (bash). */
function withoutVariable(operands: readonly string[], { shell }: ShellBody): readonly string[] {
  const at = shell === "bash" ? operands.indexOf("-p") : -1;
  return at === -1 ? operands : operands.toSpliced(at, 2);
}

function waitForSome(call: Call, operands: readonly string[], anyOf: boolean): Successors {
  const { shell } = call;
  const isBash = shell.shell === "bash";
  const isValid = (word: string) => /^\d+$|^%/.test(word);
  const wrong = operands.findIndex((word) => !isValid(word));
  // dash and ash break off at a word that is no process id.
  const read = isBash || wrong === -1 ? operands : operands.slice(0, wrong);
  const last = operands.at(-1) ?? "";
  const pids = read.filter(isValid).flatMap((word) => pidsNamed(shell, word));
  const known = pids.filter((pid) => isOwnChild(call, pid));
  // In dash and ash the last child that is known gives the status, in bash the last operand.
  const isLastKnown = pidsNamed(shell, last).some((pid) => known.includes(pid));
  const status = isBash ? (isLastKnown ? null : isValid(last) ? 127 : 1) : wrong === -1 ? null : 2;
  if (known.length === 0) {
    shell.status = status ?? 127;
    return null;
  }
  shell.waiting = anyOf
    ? { kind: "wait", mode: "any", pids: known, status: null }
    : { kind: "wait", mode: "each", pids: known.flatMap((pid) => wholeJob(shell, pid)), status };
  return null;
}

/** To wait for a part of a pipeline is to wait for all of it; the asked one comes last, since its status counts. */
function wholeJob(shell: ShellBody, pid: number): readonly number[] {
  const job = shell.jobs.find(({ pids }) => pids.includes(pid));
  return job === undefined ? [pid] : [...job.pids.filter((other) => other !== pid), pid];
}

function waitForAll(call: Call, running: readonly Job[], anyOf: boolean): Successors {
  const { system, process, shell } = call;
  if (anyOf) {
    waitForOne(call, running);
    return null;
  }
  const ofJobs = running.filter((job) => job.foreground !== true).flatMap((job) => job.pids);
  // jobs.c, wait_for_background_pids: bash waits for its process substitutions too.
  const pids = [...ofJobs, ...shell.substitutions.map(({ pid }) => pid).filter((pid) => system.alive(pid))];
  if (system.allEnded(pids)) {
    shell.status = 0;
    const unseen = pids.filter((pid) => !shell.reaped.seen.includes(pid));
    seeEnded(system, shell);
    tell(system, shell, pids, true);
    shell.jobs = [];
    if (unseen.length > 0)
      waitForAdopted(system, process, shell, { kind: "wait", mode: "all", pids: unseen, status: null });
  } else shell.waiting = { kind: "wait", mode: "all", pids, status: null };
  return null;
}

/** `wait -n`. busybox leaves out what had ended before, and goes on behind a child that fails, even one it adopted. */
function waitForOne({ system, process, shell }: Call, running: readonly Job[]): void {
  const isAsh = shell.shell === "ash";
  // To bash a job has ended when all of its processes have.
  const ofJob = ({ pids }: Job) => (isAsh ? undefined : pids.find((pid) => system.alive(pid))) ?? pids.at(-1);
  const last = running.flatMap((job) => ofJob(job) ?? []);
  const pids = isAsh ? last.filter((pid) => !shell.reaped.seen.includes(pid)) : last;
  if (pids.length === 0) {
    shell.status = 127;
    return;
  }
  const own = new Set(shell.jobs.flatMap((job) => job.pids));
  const adopted = system.living().filter((other) => other.parent === process.pid && !own.has(other.pid));
  shell.waiting = isAsh
    ? { kind: "wait", mode: "success", pids: [...pids, ...adopted.map((other) => other.pid)], status: null }
    : { kind: "wait", mode: "any", pids, status: null };
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
