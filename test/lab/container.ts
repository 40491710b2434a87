import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { argvOf, type LabCase, type LabShell } from "./lab-case.ts";
import type { LabHost } from "./lab-host.ts";
import { type LabEvent, type LabOutcome, outcomeOf, parseLog } from "./outcome.ts";

/** One case under one shell, below one init or none. */
export interface LabRun {
  readonly labCase: LabCase;
  readonly shell: LabShell;
  readonly below: readonly string[];
}

export interface Observation {
  readonly outcome: LabOutcome;
  readonly events: readonly LabEvent[];
  /** Standard output and error of the container, together. */
  readonly output: string;
}

/** Milliseconds: how long a container has to settle, and from the stop signal to SIGKILL. */
const settleTime = 500;
const longestSettleTime = 3000;
const graceTime = 2600;
const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const standInName = /\b(?:app|plain|deaf|daemon)[\w-]*/g;

let runs = 0;

/** Runs it: starts the container, sends the stop signal to PID 1, then SIGKILL, and reads what became of the services. */
export async function observe(host: LabHost, run: LabRun): Promise<Observation> {
  runs += 1;
  const folder = join(host.scratch, `run-${runs}`);
  layOut(host, run, folder);
  const log = join(folder, "root/.lab/log");
  const child = start(host, run, folder, log);
  await play(child, run.labCase, log);
  const events = parseLog(readFileSync(log, "utf8"));
  const output = readFileSync(join(folder, "output"), "utf8");
  rmSync(folder, { recursive: true, force: true });
  return { outcome: outcomeOf(events), events, output };
}

/** Writes the files of the container: `root` becomes `/`, `local` becomes `/usr/local`. */
function layOut(host: LabHost, run: LabRun, folder: string): void {
  const { labCase } = run;
  const place = (target: string) =>
    target.startsWith("/usr/local/")
      ? join(folder, "local", target.slice("/usr/local".length))
      : join(folder, "root", target);
  for (const directory of [
    "/.lab",
    "/tmp",
    "/run",
    "/var/run",
    "/var/log",
    "/root",
    "/srv",
    "/usr/local/bin",
    labCase.workdir,
  ]) {
    mkdirSync(place(directory), { recursive: true });
  }
  for (const directory of ["/tmp", "/run", "/srv"]) chmodSync(place(directory), 0o1777);
  for (const file of labCase.files) {
    mkdirSync(dirname(place(file.path)), { recursive: true });
    writeFileSync(place(file.path), file.text, { mode: file.executable ? 0o755 : 0o644 });
  }
  for (const name of standInNames(labCase)) linkSync(host.standIn, place(`/usr/local/bin/${name}`));
  writeFileSync(place("/.lab/log"), "");
  chmodSync(place("/.lab/log"), 0o666);
}

/** Every name in the case that looks like a stand-in, so that a case can have as many as it wants. */
function standInNames(labCase: LabCase): Set<string> {
  const texts = [...labCase.files.map((file) => file.text), ...argvOf(labCase, "bash", [])];
  return new Set(["app", ...texts.flatMap((text) => text.match(standInName) ?? [])]);
}

function start(host: LabHost, run: LabRun, folder: string, log: string): ChildProcess {
  const { labCase, shell } = run;
  const output = openSync(join(folder, "output"), "a");
  const child = spawn(
    host.container,
    [
      join(folder, "root"),
      join(folder, "local"),
      host.binSh[shell],
      labCase.workdir,
      log,
      ...argvOf(labCase, shell, run.below),
    ],
    { stdio: ["ignore", output, output, "pipe"], env: { PATH: path, HOME: "/root", ...labCase.env } },
  );
  closeSync(output);
  return child;
}

async function play(child: ChildProcess, labCase: LabCase, log: string): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const pid = await readPid(child);
  await settle(labCase, log, ended, isOver);
  for (const [what, signal, time] of [
    ["stop", labCase.signal, graceTime * labCase.scale],
    ["kill", "SIGKILL", null],
  ] as const) {
    if (isOver()) break;
    note(log, what, pid, signal);
    send(pid, signal);
    await (time === null ? ended : Promise.race([ended, sleep(time, undefined, { ref: false })]));
  }
  await ended;
}

/** Waits until the services should have started; ends at once where the container has. */
async function settle(
  labCase: LabCase,
  log: string,
  ended: Promise<void>,
  isOver: () => boolean,
): Promise<void> {
  const started = () =>
    parseLog(readFileSync(log, "utf8")).filter((event) => event.what === "start").length - 1;
  const begin = performance.now();
  await Promise.race([ended, sleep(settleTime * labCase.scale, undefined, { ref: false })]);
  while (!isOver() && started() < (labCase.starts ?? 1)) {
    if (performance.now() - begin > longestSettleTime * labCase.scale) return;
    await Promise.race([ended, sleep(50, undefined, { ref: false })]);
  }
}

function readPid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const pipe = child.stdio[3];
    if (pipe === null || pipe === undefined || !("on" in pipe))
      return reject(new Error("no pipe to the container"));
    pipe.on("data", (data: Buffer) => {
      text += data.toString();
      const match = /^(\d+)\n/.exec(text);
      if (match?.[1] !== undefined) resolve(Number(match[1]));
    });
    pipe.on("close", () => reject(new Error(`the container did not start: ${text}`)));
  });
}

function note(log: string, what: "stop" | "kill", pid: number, signal: string): void {
  appendFileSync(log, `${process.hrtime.bigint() / 1_000_000n} lab ${pid} ${what} ${signal}\n`);
}

/** A signal of that name to that process; the process may have ended in the same moment. */
function send(pid: number, signal: string): void {
  try {
    process.kill(pid, signal);
  } catch {}
}
