import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Puts `content` in the place of a file, or makes it, with these permission bits: readers see the old one or the new one, never
 * a part. What could not be finished is taken away. Throws what the operating system says.
 */
export function replaceFile(path: string, content: string | Uint8Array, mode?: number): void {
  // Nobody has to be unable to guess the name: what is there already, a link too, is never written to.
  const unfinished = join(dirname(path), `.${basename(path)}.${Math.random().toString(36).slice(2, 10)}`);
  try {
    writeFileSync(unfinished, content, { flag: "wx", ...(mode !== undefined && { mode }) });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
