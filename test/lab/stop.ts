import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { accountsBeside } from "./accounts.ts";
import type { LabCase, LabHook } from "./lab-case.ts";
import { parseLog } from "./outcome.ts";
import { hasOpenPort, serversFrom, watchServers } from "./servers.ts";

/** A container that has been started, by whatever means. */
export interface RunningContainer {
  /** Of its PID 1, as seen from outside. */
  readonly pid: number;
  readonly ended: Promise<void>;
  readonly isOver: () => boolean;
  /** Runs a command in it, and waits for that; left out where nothing can. */
  readonly run?: (argv: readonly string[]) => Promise<void>;
  /** Sends PID 1 a signal (`SIGTERM`); it may have ended in the same moment. */
  readonly send: (signal: string) => void | Promise<void>;
}

/** Milliseconds: how long a container has to settle, and from the stop signal to SIGKILL. */
const settleTime = 500;
const longestSettleTime = 3000;
const graceTime = 2600;

/** Lets the services start, sends the stop signal, after the grace SIGKILL, and waits for the end; all of it logged. */
export async function stop(container: RunningContainer, labCase: LabCase, log: string): Promise<void> {
  const { pid, ended, isOver, send } = container;
  const note = (who: string, of: number, what: string) =>
    appendFileSync(log, `${now()} ${who} ${of} ${what}\n`);
  await settle(container, labCase, log);
  const servers = serversFrom(pid, labCase.servers);
  for (const server of servers) note(server.name, server.pid, "start");
  const endWatch = watchServers(pid, servers, accountsBeside(log), (server) =>
    note(server.name, server.pid, "end"),
  );
  const grace = graceOf(labCase) * labCase.scale;
  const wait = (time: number) => Promise.race([ended, sleep(time, undefined, { ref: false })]);
  if (!isOver()) {
    note("lab", pid, `stop ${labCase.signal}`);
    for (const hook of labCase.before ?? []) await Promise.race([ended, runHook(hook, container)]);
    const begin = performance.now();
    if (labCase.preStop !== undefined && grace > 0)
      await Promise.race([runHook(labCase.preStop, container), wait(grace)]);
    const left = grace - (performance.now() - begin);
    if (!isOver()) await send(labCase.signal);
    await wait(Math.max(left, (labCase.least ?? 0) * 1000));
  }
  const isKilled = !isOver();
  if (isKilled) {
    note("lab", pid, "kill SIGKILL");
    await send("SIGKILL");
  }
  await ended;
  endWatch();
  const [first] = servers;
  if (first?.pid === pid && !isKilled) note(first.name, pid, "end");
}

/** What Kubernetes and compose do before the signal is sent. */
async function runHook(hook: LabHook, { run }: RunningContainer): Promise<void> {
  if (hook.kind === "sleep") await sleep(hook.seconds * 1000, undefined, { ref: false });
  else await run?.(hook.argv);
}

function graceOf({ grace }: LabCase): number {
  return grace === undefined || grace === null ? graceTime : grace * 1000;
}

/** Milliseconds of the clock that the stand-ins use. */
export function now(): bigint {
  return process.hrtime.bigint() / 1_000_000n;
}

/**
 * Waits until the services should have started; ends at once where the container has. What is slow to start gets a
 * moment more, since it may still be about to install its handlers.
 */
async function settle(
  { pid, ended, isOver }: RunningContainer,
  labCase: LabCase,
  log: string,
): Promise<void> {
  const started = () =>
    parseLog(readFileSync(log, "utf8")).filter((event) => event.what === "start").length -
    1 +
    serversFrom(pid, labCase.servers).length;
  const isReady = () => {
    if (labCase.ready === "port") return hasOpenPort(pid);
    return labCase.ready === undefined || existsSync(`/proc/${pid}/root${labCase.ready}`);
  };
  const begin = performance.now();
  await Promise.race([ended, sleep(settleTime * labCase.scale, undefined, { ref: false })]);
  let isLate = false;
  while (!isOver() && (started() < (labCase.starts ?? 1) || !isReady())) {
    if (performance.now() - begin > longestSettleTime * labCase.scale) return;
    isLate = true;
    await Promise.race([ended, sleep(50, undefined, { ref: false })]);
  }
  if (isLate && labCase.scale > 1) await Promise.race([ended, sleep(settleTime, undefined, { ref: false })]);
}
