import { absoluteImagePath, nameOf } from "../../script/image-path.ts";
import { HOLE, isKnown } from "../hole.ts";
import type { Conduct, ServiceOnStop } from "../programs/conduct.ts";
import { stopsOn } from "../programs/stop-signals.ts";
import type { Argument } from "./argument.ts";
import { isAsked } from "./asked-output.ts";
import { forgetRemovals, openFile, readContainerFile, writeToFile } from "./container-files.ts";
import { type Filter, filterOf } from "./filters.ts";
import { deliver, endProcess, isInit } from "./lifecycle.ts";
import { placeOfLaunch } from "./place.ts";
import type { Hop, Process, ProgramBody } from "./process.ts";
import { finishReading } from "./reading.ts";
import { write } from "./redirections.ts";
import { isRepeatedJob } from "./repeated-jobs.ts";
import { isServiceAnew } from "./service-anew.ts";
import { becomeOpaque, workdirOf } from "./shell-process.ts";
import { shortSignal } from "./signal-names.ts";
import type { System } from "./system.ts";
import { userBelow } from "./user.ts";
import { becomeSupervisor, executeNested } from "./wrapping.ts";

/** The process becomes a program that behaves as its conduct says. */
export function becomeProgram(
  system: System,
  process: Process,
  found: Conduct,
  argv: readonly Argument[],
): void {
  const readsFrom = pipeOf(process);
  if (WRITES_WHAT_IT_LIKES.has(found.kind)) forgetRemovals(system);
  switch (found.kind) {
    case "brief": {
      const status = found.exit === "zero" ? 0 : found.exit === "nonzero" ? 1 : "unknown";
      const words = argv.map(({ text }) => text);
      const filter = filterOf(words) ?? filterOfFile(system, process, words);
      process.body = program("brief", { readsFrom: pipeOf(process), status, filter });
      if (process.stdin.kind !== "pipe") finishReading(system, process, process.body);
      return;
    }
    case "rests": {
      restWith(system, process, found, argv);
      return;
    }
    case "service":
      if (process.stdout.kind === "file") write(system, process, HOLE);
      process.body = program("service", { onStop: found.onStop, status: 0 });
      return;
    case "stranger":
      becomeStranger(system, process, argv, { onStop: found.onStop, readsFrom });
      return;
    case "replaces": {
      const user = userBelow(nameOf(argv[0]?.text ?? ""), argv);
      if (user !== undefined) process.user = user;
      if (found.leads !== undefined && process.pid !== 1) process.group = process.pid;
      if (found.leads === "session") process.session = process.pid;
      executeNested(system, process, found.command, argv, "exec", found.within);
      return;
    }
    case "supervises":
      becomeSupervisor(system, process, found, argv);
      return;
    case "detaches":
      detachDaemon(system, process, found);
      return;
    case "stops":
      stopServices(system, process, found);
      return;
    case "unknown":
      becomeOpaque(process, found.reason);
      return;
  }
}

/** A program nobody knows stays as a service would, unless whoever has started it wants it to end. */
function becomeStranger(
  system: System,
  process: Process,
  argv: readonly Argument[],
  { onStop, readsFrom }: { onStop?: ServiceOnStop | undefined; readsFrom: ProgramBody["readsFrom"] },
): void {
  const isCollected = isInSubstitution(system, process) || isAsked(process);
  if (isCollected || isForHelp(system) || isRepeatedJob(system, process, argv)) {
    // Whoever collects its output, asks for help, or has the next one to run wants it to end.
    write(system, process, HOLE);
    endProcess(system, process, "finished", "unknown");
    return;
  }
  if (system.stoppedAt !== null && !isServiceAnew(system, process, argv)) {
    if (system.scene.outside === "open")
      system.helper ??= { what: `${process.name} is run`, place: placeOfLaunch(process) };
    endProcess(system, process, "finished", "unknown");
    return;
  }
  if (process.stdout.kind === "file") write(system, process, HOLE);
  process.body = program("stranger", {
    onStop: onStop ?? strangerOnStop(system, process),
    readsFrom,
    status: 0,
  });
}

/** A child of the program becomes the service, in a session of its own, and the program ends (daemon(3)). */
function detachDaemon(
  system: System,
  process: Process,
  { service, onStop, pidFile }: Extract<Conduct, { kind: "detaches" }>,
): void {
  const daemon = system.spawn(process, program("service", { onStop }));
  Object.assign(daemon, {
    stdout: { kind: "away" },
    parent: 1,
    session: daemon.pid,
    group: daemon.pid,
    name: service,
  });
  daemon.launches = [{ hop: "background", name: service, site: process.launches.at(-1)?.site ?? null }];
  writePid(system, process, pidFile, daemon.pid);
  endProcess(system, process, "finished", 0);
}

function writePid(system: System, process: Process, file: string | undefined, pid: number): void {
  const path = file === undefined ? null : absoluteImagePath(file, workdirOf(system, process));
  if (path === null) return;
  system.expose(pid);
  openFile(system, path, false);
  writeToFile(system, path, `${pid}\n`);
}

function pipeOf({ stdin }: Process): readonly number[] | null {
  return stdin.kind === "pipe" ? stdin.writers : null;
}

/** The last word is a file whose text is known: it reads that. */
function filterOfFile(system: System, process: Process, words: readonly string[]): Filter | null {
  const name = words.at(-1) ?? "";
  const filter = words.length > 1 ? filterOf(words.slice(0, -1)) : null;
  const path = filter === null || !isKnown(name) ? null : absoluteImagePath(name, workdirOf(system, process));
  const file = path === null ? null : readContainerFile(system, path);
  if (file?.kind !== "text") return null;
  process.stdin = { kind: "text", text: file.text };
  return filter;
}

const WRITES_WHAT_IT_LIKES: ReadonlySet<Conduct["kind"]> = new Set([
  "service",
  "stranger",
  "supervises",
  "detaches",
  "unknown",
]);

/** As PID 1, a program hears nothing of a signal that it has no use for, such as SIGWINCH. */
function strangerOnStop(system: System, process: Process): ServiceOnStop {
  const { name } = process;
  const hears = !isInit(system, process) || stopsOn(nameOf(name), shortSignal(system.scene.stopSignal));
  return { kind: hears ? "ends" : "ignores" };
}

export function program(
  role: ProgramBody["role"],
  changes: Partial<Omit<ProgramBody, "kind" | "role">>,
): ProgramBody {
  const defaults = {
    onStop: { kind: "default" },
    endsAt: null,
    status: "unknown",
    readsFrom: null,
    filter: null,
    isEndless: false,
  } as const;
  return { kind: "program", role, ...defaults, ...changes };
}

/** `nginx -s quit`, `pg_ctl stop`: signals the services that it is for, and may wait for their end. */
function stopServices(system: System, process: Process, found: Extract<Conduct, { kind: "stops" }>): void {
  const { signal, waits } = found;
  const meant = meantBy(system, process, found);
  for (const target of meant) {
    // `mysqladmin shutdown` ends mysqld, and with it the mysqld_safe in front, which no signal does.
    if (waits && target.body.kind === "program" && target.body.onStop.kind === "ignores")
      target.body.endsAt = system.now + system.finishTime(target);
    else deliver(system, target.pid, shortSignal(signal));
  }
  const pids = meant.map(({ pid }) => pid);
  if (waits && pids.length > 0) process.body = program("brief", { readsFrom: pids, status: 0 });
  else endProcess(system, process, "finished", pids.length > 0 ? 0 : "unknown");
}

/** The services that a command means which stops some: the one that its pid file names, or those of their names. */
function meantBy(
  system: System,
  process: Process,
  { services, pidFile }: Extract<Conduct, { kind: "stops" }>,
): readonly Process[] {
  const path = pidFile === undefined ? null : absoluteImagePath(pidFile, workdirOf(system, process));
  const file = path === null ? null : readContainerFile(system, path);
  if (file?.kind === "text" && /^\d+\s*$/.test(file.text))
    return [system.alive(Number(file.text)) ?? []].flat();
  return system.living().filter(({ body, name, parent }) => {
    if (services === "supervised") {
      const above = system.get(parent)?.body;
      return above?.kind === "supervisor" && above.staysFor === "stop";
    }
    if (services !== "all" && !services.includes(nameOf(name))) return false;
    if (body.kind === "supervisor") return services !== "all";
    return body.kind === "program" && (body.role === "service" || body.role === "stranger");
  });
}

/** The container is started to print something: `docker run image help`. */
export function isForHelp({ scene }: System): boolean {
  const last = scene.argv.length > 1 ? (scene.argv.at(-1)?.text ?? "") : "";
  return /^(-h|(--)?help|--version)$/.test(last);
}

/** Whether a process works for `$( … )`, itself or as a part of a pipeline in there; a job behind `&` in there is on its own. */
export function isInSubstitution(system: System, process: Process): boolean {
  const hasHop = ({ launches }: Process, wanted: Hop) => launches.some(({ hop }) => hop === wanted);
  const line = system.lineOf(process);
  const decides = line.find((each) => hasHop(each, "substitution") || hasHop(each, "background"));
  return decides !== undefined && hasHop(decides, "substitution");
}

/** A program that lets time pass: for so long, until its input ends, or (`tail --pid`) until another process does. */
export function restWith(
  system: System,
  process: Process,
  { seconds, until }: Omit<Extract<Conduct, { kind: "rests" }>, "kind">,
  argv: readonly Argument[],
): void {
  const isEndless = until === "nobody-reads";
  if (isEndless) writeAnswers(system, process, argv);
  // It dies of SIGPIPE with the command that it feeds, which is what the shell waits for.
  if (isEndless && process.stdout.kind === "output" && process.launches.at(-1)?.hop === "pipeline") {
    endProcess(system, process, "finished", "unknown");
    return;
  }
  const isReader = until === "input-ends";
  const { stdin } = process;
  if (isReader && (stdin.kind === "empty" || stdin.kind === "text")) {
    endProcess(system, process, "finished", 0);
    return;
  }
  const readsFrom = isReader && stdin.kind === "pipe" ? stdin.writers : pidOption(argv);
  process.body = program("rest", {
    endsAt: seconds === null ? null : system.now + seconds,
    readsFrom,
    status: 0,
    filter: isReader ? filterOf(argv.map(({ text }) => text)) : null,
    isEndless,
  });
}

/** More answers than any program asks for. */
const MOST_ANSWERS = 20;

/** `yes [word …]` */
function writeAnswers(system: System, process: Process, argv: readonly Argument[]): void {
  const words = argv.slice(1).map(({ text }) => text);
  write(system, process, `${words.length === 0 ? "y" : words.join(" ")}\n`.repeat(MOST_ANSWERS));
}

/** `cat fifo` stays until somebody writes to the named pipe and closes it. */
export function readsFifo(system: System, process: Process, argv: readonly Argument[]): boolean {
  const [command, ...operands] = argv;
  if (nameOf(command?.text ?? "") !== "cat") return false;
  return operands.some(({ text }) => {
    const path = absoluteImagePath(text, workdirOf(system, process));
    return path !== null && readContainerFile(system, path).kind === "fifo";
  });
}

export function pidOption(argv: readonly Argument[]): readonly number[] | null {
  const words = argv.map((argument) => argument.text);
  const at = words.findIndex((word) => word === "--pid" || word.startsWith("--pid="));
  const text = words[at] === "--pid" ? words[at + 1] : words[at]?.slice("--pid=".length);
  const pid = Number(text);
  return text === undefined || !Number.isInteger(pid) ? null : [pid];
}
