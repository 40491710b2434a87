import { HOLE } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import { jobNamed, pidsNamed } from "../job-table.ts";
import type { Job, ShellBody } from "../process.ts";
import { pushFailureCheck } from "../pseudo-signals.ts";
import { write } from "../redirections.ts";
import type { System } from "../system.ts";
import type { Call } from "./call.ts";
import { refuse } from "./refusal.ts";

/** The children that this very shell started in the background: a subshell cannot wait for those of its parent. */
export function ownJobs(call: Call): readonly Job[] {
  const { system, process, shell } = call;
  return shell.jobs.filter((job) => job.pids.some((pid) => system.get(pid)?.parent === process.pid));
}

/** `jobs -p` prints the process ids of the jobs, in bash `-pr` too; other forms a line for each, of which no script reads more. */
export function listJobs(call: Call): Successors {
  const { system, process, shell, words } = call;
  const letters = words
    .slice(1)
    .filter((word) => word.startsWith("-"))
    .join("");
  if (shell.shell !== "bash" && /[^-lp]/.test(letters)) return refuse(call, 2, false);
  // None is ever stopped: nobody is there to type Ctrl-Z.
  const running = letters.includes("s") ? [] : runningPids(system, shell);
  const lines = letters.includes("p") ? running.map(String) : running.map((_, at) => `[${at + 1}] ${HOLE}`);
  write(system, process, lines.map((line) => `${line}\n`).join(""));
  shell.status = 0;
  return null;
}

/** dash and ash list the newest first (jobs.c, showjobs). */
function runningPids(system: System, shell: ShellBody): readonly number[] {
  const jobs = shell.shell === "bash" ? shell.jobs : shell.jobs.toReversed();
  return jobs
    .filter((job) => !job.disowned && !system.allEnded(job.pids))
    .flatMap((job) => job.pids.slice(0, 1));
}

/** `fg`: waits for a job as for a foreground child. Without job control (`set -m`) when that was started, it fails. */
export function bringToForeground(call: Call): Successors {
  const { shell, words } = call;
  const job = words[1] === undefined ? ownJobs(call).at(-1) : jobNamed(shell, words[1]);
  if (!shell.options.monitor || job?.controlled !== true) {
    shell.status = 1;
    return null;
  }
  pushFailureCheck(shell, call.flow);
  shell.waiting = { kind: "foreground", pids: job.pids, last: job.pids.at(-1) ?? 0 };
  return null;
}

/** `disown` (bash): the job is known no more; `-h` only spares it a SIGHUP. */
export function disown(call: Call): Successors {
  const { shell, words } = call;
  shell.status = 0;
  if (words.includes("-h")) return null;
  const named = words.slice(1).filter((word) => !word.startsWith("-"));
  const pids = named.flatMap((word) => pidsNamed(shell, word));
  shell.jobs = shell.jobs.map((job, index) => {
    const isMeant =
      named.length === 0 ? index === shell.jobs.length - 1 : job.pids.some((pid) => pids.includes(pid));
    return isMeant || words.includes("-a") ? { ...job, disowned: true } : job;
  });
  return null;
}
