import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type LabRun, type Observation, observed } from "./container.ts";
import { argvOf } from "./lab-case.ts";
import { layOut } from "./lay-out.ts";
import { type RuncRoom, writeBundle } from "./runc-room.ts";
import { now, type RunningContainer, stop } from "./stop.ts";

let runs = 0;

/** Runs it as `observe` does, in a container of runc, which sends the signals as well. */
export async function observeInRunc(room: RuncRoom, { labCase, shell, below }: LabRun): Promise<Observation> {
  runs += 1;
  const id = `siglint-lab-${process.pid}-${runs}`;
  const folder = join(room.folder, id);
  const root = join(folder, "root");
  mkdirSync(root, { recursive: true });
  execFileSync("cp", ["--archive", "--link", `${room.images[shell]}/.`, root]);
  layOut(labCase, room.standIn, (target) => join(root, target));
  const { workdir, env } = labCase;
  writeBundle(folder, { root, argv: argvOf(labCase, shell, below), workdir, env });
  const log = join(root, ".lab/log");
  await stop(await start(room, id, folder, log), labCase, log);
  return observed(folder, log);
}

async function start(room: RuncRoom, id: string, folder: string, log: string): Promise<RunningContainer> {
  const [runc = "", ...options] = room.command;
  const output = openSync(join(folder, "output"), "a");
  const pidFile = join(folder, "pid");
  const child = spawn(runc, [...options, "run", "--bundle", folder, "--pid-file", pidFile, id], {
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) =>
    child.once("exit", (code) => {
      appendFileSync(log, `${now()} container 1 exit ${code}\n`);
      resolve();
    }),
  );
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  while (!isOver() && !existsSync(pidFile)) await Promise.race([ended, sleep(10)]);
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : 0;
  appendFileSync(log, `${now()} container 1 start ${pid}\n`);
  const send = (signal: string) =>
    new Promise<void>((resolve) => {
      const kill = spawn(runc, [...options, "kill", id, signal], { stdio: "ignore" });
      kill.once("exit", () => resolve());
    });
  return { pid, ended, isOver, send };
}
