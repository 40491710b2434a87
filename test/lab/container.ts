import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { argvOf, type LabCase, type LabShell } from "./lab-case.ts";
import type { LabHost } from "./lab-host.ts";
import { layOut } from "./lay-out.ts";
import { lendNpmPrograms, npmFolder } from "./npm-programs.ts";
import { type LabEvent, type LabOutcome, outcomeOf, parseLog } from "./outcome.ts";
import { type RunningContainer, stop } from "./stop.ts";

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

/** PATH in every container. */
export const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

let runs = 0;

/** Runs it: starts the container, sends the stop signal to PID 1, then SIGKILL, and reads what became of the services. */
export async function observe(host: LabHost, run: LabRun): Promise<Observation> {
  runs += 1;
  const folder = join(host.scratch, `run-${runs}`);
  // `root` becomes `/`, `local` becomes `/usr/local`.
  const place = (target: string) =>
    target.startsWith("/usr/local/")
      ? join(folder, "local", target.slice("/usr/local".length))
      : join(folder, "root", target);
  layOut(run.labCase, host.standIn, place);
  lendNpmPrograms(run.labCase, host.node, place);
  const log = join(folder, "root/.lab/log");
  await stop(await start(host, run, folder, log), run.labCase, log);
  return observed(folder, log);
}

/** What became of a container that has ended; takes its folder away. */
export function observed(folder: string, log: string): Observation {
  const events = parseLog(readFileSync(log, "utf8"));
  const output = readFileSync(join(folder, "output"), "utf8");
  rmSync(folder, { recursive: true, force: true });
  return { outcome: outcomeOf(events), events, output };
}

async function start(host: LabHost, run: LabRun, folder: string, log: string): Promise<RunningContainer> {
  const { labCase, shell } = run;
  const output = openSync(join(folder, "output"), "a");
  const child = spawn(
    host.container,
    [
      join(folder, "root"),
      join(folder, "local"),
      labCase.npm.length > 0 ? npmFolder : "-",
      host.binSh[shell],
      labCase.workdir,
      log,
      labCase.pidNamespace === "shared" ? "pause" : "-",
      ...argvOf(labCase, shell, run.below),
    ],
    { stdio: ["ignore", output, output, "pipe"], env: { PATH: path, HOME: "/root", ...labCase.env } },
  );
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const pid = await readPid(child);
  return {
    pid,
    ended,
    run: (argv) => runInside(pid, argv, { ...labCase.env, PATH: path, HOME: "/root" }, labCase.workdir),
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    send: (signal) => send(pid, signal),
  };
}

/** Runs a command in the namespaces of a container, as `runc exec` does, and waits for its end. */
function runInside(
  pid: number,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  workdir: string,
): Promise<void> {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--preserve-credentials"];
  const words = [...user, "--mount", "--pid", "--root", `--wd=/proc/${pid}/root${workdir}`];
  const child = spawn("nsenter", ["--target", String(pid), ...words, "--", ...argv], {
    stdio: "ignore",
    env,
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
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

/** A signal of that name to that process; the process may have ended in the same moment. */
function send(pid: number, signal: string): void {
  try {
    process.kill(pid, signal);
  } catch {}
}
