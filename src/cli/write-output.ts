import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { reasonOf } from "./write-files.ts";

/**
 * Writes a report, and the folders on the way to it; gives the reason where that cannot be done. Readers see the old
 * text or the new one, never a part. What is no regular file (`/dev/stderr`, a pipe) is written to as it is; behind a
 * link, the file that it points to is replaced.
 */
export function writeOutput(cwd: string, file: string, text: string): string | null {
  const named = resolve(cwd, file);
  try {
    const stats = statsOf(named);
    if (stats !== null && !stats.isFile()) {
      writeFileSync(named, text);
      return null;
    }
    mkdirSync(dirname(named), { recursive: true });
    replace(stats === null ? named : realpathSync(named), stats, text);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function replace(path: string, stats: Stats | null, text: string): void {
  const temporary = join(dirname(path), `.siglint-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(temporary, text, { flag: "wx", ...(stats !== null && { mode: stats.mode }) });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function statsOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
