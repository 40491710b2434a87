import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unfinishedName } from "./unfinished-name.ts";

/**
 * Puts `content` in the place of a file, or makes it, with these permission bits: readers see the old one or the new one, never
 * a part. What could not be finished is taken away. Throws what the operating system says.
 */
export function replaceFile(path: string, content: string | Uint8Array, mode?: number): void {
  const unfinished = join(dirname(path), unfinishedName());
  try {
    writeFileSync(unfinished, content, { flag: "wx", ...(mode !== undefined && { mode }) });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
