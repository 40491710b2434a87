import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Where the kernel writes a line about each process of a container that ends (acct(2)), beside the log. It does so only
 * if the file is there, and only for root.
 */
export function accountsBeside(log: string): string {
  return join(dirname(log), "accounts");
}

/** The fields of `struct acct_v3` that count here, by their offsets: https://man7.org/linux/man-pages/man5/acct.5.html */
const record = { size: 64, status: 4, pid: 16 };
const signalBits = 0x7f;
const SIGKILL = 9;

/** The processes, by their numbers in the container, that had ended before anybody could kill them. */
export function endedByThemselves(file: string): ReadonlySet<number> {
  const ended = new Set<number>();
  if (!existsSync(file)) return ended;
  const bytes = readFileSync(file);
  for (let at = 0; at + record.size <= bytes.length; at += record.size)
    if ((bytes.readUInt32LE(at + record.status) & signalBits) !== SIGKILL)
      ended.add(bytes.readUInt32LE(at + record.pid));
  return ended;
}
