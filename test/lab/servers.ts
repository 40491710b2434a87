import { readFileSync, readlinkSync } from "node:fs";

/** A real server in a container, which writes no log. */
export interface Server {
  /** The kernel's name for it. */
  readonly name: string;
  /** As seen from outside. */
  readonly pid: number;
}

/** Milliseconds between two looks. */
const interval = 20;

/** Processes of these names at and below one; of several in a line only the topmost. */
export function serversFrom(pid: number, names: readonly string[]): readonly Server[] {
  if (names.length === 0) return [];
  const name = read(`/proc/${pid}/comm`).trim();
  if (names.includes(name)) return [{ name, pid }];
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return children.flatMap((child) => serversFrom(Number(child), names));
}

/**
 * Tells of each server when it has ended by itself; gives a function that ends the watch. What the end of PID 1 takes
 * away has not ended by itself, so where a server is not PID 1, a second or two should lie between their ends.
 */
export function watchServers(
  pid1: number,
  servers: readonly Server[],
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
  return () => clearInterval(timer);
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
