import type { Alias } from "../machine/aliases.ts";
import { framePosition, nodeNumber, type Stack } from "../machine/frames.ts";
import type { Process, ShellBody, ShellFunction } from "../machine/process.ts";
import type { System } from "../machine/system.ts";
import type { Waiting } from "../machine/waiting.ts";
import { writtenKey } from "../machine/written-file.ts";
import { framesKey, trapsKey, variableKey, type WordsThatCount, wordsKey } from "./frames-key.ts";

/** Behind the innermost construct of a shell: one that is still inside another has more to do before it gets here. */
const DONE = Number.MAX_SAFE_INTEGER;

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
    position.push(...frames.reverse(), DONE);
  }
  return position;
}

export function comparePositions(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // With fewer shells at work: those that the other still waits for have ended.
  return b.length - a.length;
}

/**
 * A text that two machines share when they differ in nothing but variables, written files and `$?`, and, where not all
 * words count, in the words that scripts and functions were given, and in what they have written.
 */
export function structureKey(system: System, counting: WordsThatCount = "all"): string {
  const parts: string[] = [String(system.stoppedAt)];
  const remembered = rememberedBy(system);
  for (const process of system.processes.values()) {
    if (process.end !== null && !remembered.has(process.pid)) continue;
    parts.push(processKey({ system, remembered, counting }, process));
  }
  return parts.join("\n");
}

/**
 * A text that two machines share when they will do the same from here on, but for the time it is. Pids count by the
 * order of the living: each round of a loop starts its children anew.
 */
export function fullKey(system: System): string {
  const parts = [structureKey(system)];
  for (const [path, written] of [...system.files.entries()].sort(byName))
    parts.push(`${path}=${writtenKey(written)}`);
  for (const process of system.living()) {
    if (process.body.kind !== "shell") continue;
    parts.push(String(process.body.status));
    for (const [name, variable] of [...process.body.variables.entries()].sort(byName))
      parts.push(`${name}=${variableKey(variable)}`);
  }
  return pidsRanked(system)(parts.join("\n"));
}

/** The same for machines that differ in variables, files and times besides: they rest at one place. */
export function placeKey(system: System): string {
  return withoutTimes(pidsRanked(system)(structureKey(system)));
}

const TIME_LEFT = /\bin \d+\.\d{3}s\b/g;

/** How many things in a key are timed, each on its own: how far they are apart makes phases of one place. */
export function countTimes(key: string): number {
  return key.match(TIME_LEFT)?.length ?? 0;
}

/** A key of machines that differ in nothing but how long what is timed still takes. */
export function withoutTimes(key: string): string {
  return key.replace(TIME_LEFT, "timed");
}

/**
 * Puts in the place of each pid in a text how old that process is among the living. Several in a row that are gone count as
 * one: a loop that starts a service anew may put each pid behind those before.
 */
export function pidsRanked(system: System): (text: string) => string {
  const ranks = new Map(system.living().map((process, rank) => [process.pid, rank]));
  const ranked = (digits: string) => {
    const pid = Number(digits);
    const isPid = ranks.has(pid) || (pid > 10_000 && pid < system.nextPid) || system.exposed.has(pid);
    return isPid ? `pid${ranks.get(pid) ?? "gone"}` : digits;
  };
  return (text) =>
    text.replace(/\b[1-9]\d{4}\b/g, ranked).replace(/pidgone(?:"?(?:[\s,]|\\n)+"?pidgone)+/g, "pidgone");
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

const texts = new WeakMap<object, string>();

/** What never changes is written down once; machines share much of it. */
function textOf<T extends ShellBody["options"] | ShellBody["jobs"] | Process["stdin"] | Process["stdout"]>(
  value: T,
  write: (value: T) => string = JSON.stringify,
): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = write(value);
  texts.set(value, text);
  return text;
}

function optionsKey(options: ShellBody["options"]): string {
  return Object.values(options).map(Number).join("");
}

/** The number of a job that is started anew may rise, and it is the same job. */
function jobsKey(jobs: ShellBody["jobs"]): string {
  return JSON.stringify(jobs.map(({ pids, disowned, foreground }) => [pids, disowned, foreground]));
}

/** Jobs that have ended, of a shell that goes on to start others: nobody asks for one from so far back but by its pid. */
const MOST_ENDED_JOBS = 3;

/** The jobs of a shell that anybody may still ask for: of those that have ended the last few, and what variables name. */
function jobsThatCount(system: System, { jobs, variables }: ShellBody): ShellBody["jobs"] {
  if (jobs.length <= MOST_ENDED_JOBS) return jobs;
  const ended = jobs.filter(({ pids }) => system.allEnded(pids));
  if (ended.length <= MOST_ENDED_JOBS) return jobs;
  const texts = [...variables.entries()].map(([, variable]) => variableKey(variable)).join(" ");
  const old = new Set(
    ended.slice(0, -MOST_ENDED_JOBS).filter(({ pids }) => !pids.some((pid) => texts.includes(`${pid}`))),
  );
  return jobs.filter((job) => !old.has(job));
}

/** What the key of a machine's processes goes by. */
interface Keying {
  readonly system: System;
  readonly remembered: Remembered;
  readonly counting: WordsThatCount;
}

/** The processes of which anybody may still ask how they ended, should they have. */
type Remembered = ReadonlySet<number>;

function rememberedBy(system: System): Remembered {
  // At a stop, what becomes of those that it is about; and whether anything was run that siglint cannot see into.
  const pids = new Set<number>(system.livingAtStop);
  if (system.stoppedAt !== null)
    for (const { pid, body } of system.processes.values()) if (body.kind === "opaque") pids.add(pid);
  for (const { body } of system.living()) {
    if (body.kind !== "shell") continue;
    for (const job of jobsThatCount(system, body)) for (const pid of job.pids) pids.add(pid);
    if (body.waiting !== null && "pids" in body.waiting) for (const pid of body.waiting.pids) pids.add(pid);
  }
  return pids;
}

function processKey(keying: Keying, process: Process): string {
  const { body } = process;
  const common = [
    process.pid,
    process.parent,
    process.group,
    process.name,
    process.user,
    process.ignored.size === 0 ? "" : [...process.ignored.keys()].sort().join(),
    textOf(process.stdin),
    textOf(process.stdout),
    keying.counting === "all" ? process.output : "",
    process.heard,
    process.end === null ? "" : `${process.end.how}${process.end.status}`,
  ];
  return `${common.join(" ")} ${process.end === null ? bodyKey(keying, body) : endedKey(keying, body)}`;
}

/** What is asked of one that has ended, besides how: whether a shell had yet to do something. */
function endedKey({ system }: Keying, body: Process["body"]): string {
  if (body.kind !== "shell") return body.kind;
  return `shell ${body.pending.join()} ${body.dying} ${waitingKey(system, body.waiting)}`;
}

function bodyKey(keying: Keying, body: Process["body"]): string {
  const { system } = keying;
  switch (body.kind) {
    case "shell":
      return shellKey(keying, body);
    case "program":
      return `${body.role} ${body.onStop.kind} ${remaining(system, body.endsAt)}`;
    case "supervisor":
      return `supervisor ${body.children.join()} ${remaining(system, body.killsAt)} ${body.turn?.index}`;
    case "opaque":
      return `opaque ${body.reason}`;
  }
}

function remaining(system: System, at: number | null): string {
  return at === null ? "" : `in ${(at - system.now).toFixed(3)}s`;
}

/** Whether `$?` decides what comes next, so that machines with another one are on another way. */
function readsStatus({ frames }: ShellBody): boolean {
  return frames !== null && frames.frame.kind !== "list" && frames.frame.kind !== "exit";
}

/** `$!`: of one that has ended and that nobody remembers it matters no more which it was. */
function backgroundKey({ system, remembered }: Keying, { background }: ShellBody): string {
  if (background === null) return "";
  const process = system.get(background);
  const isGone = process === undefined || (process.end !== null && !remembered.has(background));
  return isGone ? "gone" : String(background);
}

function waitingKey(system: System, waiting: Waiting | null): string {
  if (waiting?.kind !== "input" || waiting.until === null) return JSON.stringify(waiting);
  return `${JSON.stringify({ ...waiting, until: null })}${remaining(system, waiting.until)}`;
}

/** A body belongs to one definition, and that to one name. */
function functionsKey(functions: Iterable<readonly [string, ShellFunction]>): string {
  return [...functions].map(([, { body }]) => nodeNumber(body)).join();
}

function aliasesKey(aliases: Iterable<readonly [string, Alias]>): string {
  return [...aliases].map(([name, { value }]) => `${name}=${value}`).join();
}

function shellKey(keying: Keying, shell: ShellBody): string {
  const { system, counting } = keying;
  return [
    framesKey(shell.frames, counting),
    wordsKey(shell.positional, counting),
    shell.traps.digest(trapsKey),
    shell.functions.digest(functionsKey),
    shell.aliases.digest(aliasesKey),
    shell.pending.join(),
    textOf(shell.options, optionsKey),
    shell.optionPlace?.letter,
    backgroundKey(keying, shell),
    textOf(jobsThatCount(system, shell), jobsKey),
    shell.workdir,
    waitingKey(system, shell.waiting),
    [...shell.substituted.entries()].map(([, output]) => output).join("\0"),
    shell.substitutions.map(({ pid, descriptor }) => `${descriptor}:${pid}`).join(),
    shell.exiting,
    shell.spins,
    shell.idles,
    shell.dying,
    shell.fatalSignals.caught,
    [...shell.fatalSignals.defaulted].join(),
    readsStatus(shell) ? shell.status : "",
  ].join("|");
}
