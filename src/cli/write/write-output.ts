import { mkdirSync, realpathSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { replaceFile } from "./replace-file.ts";
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
    replaceFile(stats === null ? named : realpathSync(named), text, stats?.mode);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function statsOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
