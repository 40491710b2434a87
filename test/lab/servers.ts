import { readFileSync, readlinkSync } from "node:fs";
import { endedByThemselves } from "./accounts.ts";

/** A real server in a container, which writes no log. */
export interface Server {
  /** The kernel's name for it. */
  readonly name: string;
  /** As seen from outside. */
  readonly pid: number;
  /** As the container has it. */
  readonly pidInside: number;
}

/** Milliseconds between two looks. */
const interval = 20;

/** Processes of these names at and below one; of several in a line only the topmost. */
export function serversFrom(pid: number, names: readonly string[]): readonly Server[] {
  if (names.length === 0) return [];
  const name = firstWord(read(`/proc/${pid}/comm`));
  if (names.includes(name)) return [{ name, pid, pidInside: pidInside(pid) }];
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return children.flatMap((child) => serversFrom(Number(child), names));
}

/**
 * Tells of each server when it has ended by itself; gives a function that ends the watch, once PID 1 has ended. What the
 * end of PID 1 takes away has not ended by itself. Which of two ends that follow close on each other is which only the
 * kernel knows, and tells it in `accounts`; where it does not, a second or two should lie between them.
 */
export function watchServers(
  pid1: number,
  servers: readonly Server[],
  accounts: string,
  tellEnd: (server: Server) => void,
): () => void {
  let watched = servers.filter(({ pid }) => pid !== pid1);
  if (watched.length === 0) return () => {};
  const timer = setInterval(() => {
    const gone = watched.filter(({ pid }) => !isRunning(pid));
    if (gone.length === 0 || !isRunning(pid1)) return;
    watched = watched.filter((server) => !gone.includes(server));
    gone.forEach(tellEnd);
  }, interval);
  return () => {
    clearInterval(timer);
    const ended = endedByThemselves(accounts);
    watched.filter((server) => ended.has(server.pidInside)).forEach(tellEnd);
  };
}

/** The last number of the line is that of the innermost namespace: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function pidInside(pid: number): number {
  const line = /^NSpid:.*?(\d+)$/m.exec(read(`/proc/${pid}/status`));
  return Number(line?.[1]);
}

/** Whether somebody listens in the network of a process; `0A` is the kernel's name for that (proc_net_tcp). */
export function hasOpenPort(pid: number): boolean {
  return ["tcp", "tcp6"].some((table) => / 0A /.test(read(`/proc/${pid}/net/${table}`)));
}

/** A program may call itself by its arguments too: `ng serve`. */
function firstWord(title: string): string {
  return title.trim().split(" ")[0] ?? "";
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** A process that is about to end has let go of its program already. */
function isRunning(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) !== "";
  } catch {
    return false;
  }
}
