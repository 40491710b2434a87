import type { Job, ShellBody } from "./process.ts";
import type { System } from "./system.ts";

/** A shell has a job more. */
export function addJob(
  system: System,
  shell: ShellBody,
  job: Pick<Job, "pids" | "texts" | "foreground">,
): void {
  // bash -c, unless it is called sh, forgets a job that has ended at its next command.
  if (shell.shell === "bash" && shell.options.commandString && !shell.posix)
    shell.jobs = shell.jobs.filter((job) => !system.allEnded(job.pids));
  const controlled = shell.options.monitor;
  shell.jobs = [...shell.jobs, { ...job, number: freeNumber(shell), disowned: false, controlled }];
}

/** bash numbers a job above all that it knows (jobs.c, stop_pipeline), dash and ash take the first free number. */
function freeNumber({ shell, jobs }: ShellBody): number {
  const numbers = jobs.filter(({ disowned }) => !disowned).map(({ number }) => number);
  if (shell === "bash") return Math.max(0, ...numbers) + 1;
  let free = 1;
  while (numbers.includes(free)) free++;
  return free;
}

/** The job that a word means: `%%`, `%n`, and in bash `%name` and `%?part` of its command; null where there is none. */
export function jobNamed({ shell, jobs }: ShellBody, word: string): Job | null {
  if (!word.startsWith("%")) return null;
  const known = jobs.filter(({ disowned }) => !disowned);
  const name = word.slice(1);
  if (["", "%", "+"].includes(name)) return known.at(-1) ?? null;
  // One that is alone is both to bash.
  if (name === "-") return known.at(-2) ?? (shell === "bash" ? (known.at(-1) ?? null) : null);
  if (/^\d+$/.test(name)) return known.find(({ number }) => number === Number(name)) ?? null;
  // The others note commands only for people at a terminal.
  if (shell !== "bash") return null;
  const isMeant = (text: string) =>
    name.startsWith("?") ? text.includes(name.slice(1)) : text.startsWith(name);
  const [only, ...others] = known.filter(({ texts }) => texts.some(isMeant));
  return others.length === 0 ? (only ?? null) : null;
}

/** The processes that a word of `wait`, `fg` or `disown` names: a pid, or a job. */
export function pidsNamed(shell: ShellBody, word: string): readonly number[] {
  return /^\d+$/.test(word) ? [Number(word)] : (jobNamed(shell, word)?.pids ?? []);
}
