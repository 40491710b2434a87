import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { ChangeSet, FileChange } from "../fix/fix-all.ts";

/** A file that was left alone, and why: a clause that fits after "left alone:". */
export interface LeftAlone {
  readonly file: string;
  readonly why: string;
}

/**
 * Why a file is not one that siglint changes; null where it is. A link may lead out of the project, so neither the
 * file nor a folder on the way to it may be one.
 */
export function refusal(cwd: string, file: string): string | null {
  const folders = file.split("/").slice(0, -1);
  return attempt(() => {
    for (const [index, folder] of folders.entries()) {
      const path = folders.slice(0, index + 1).join("/");
      if (folder !== ".." && lstatSync(join(cwd, path)).isSymbolicLink()) return `${path} is a symbolic link`;
    }
    const stats = lstatSync(join(cwd, file));
    if (stats.isSymbolicLink()) return "it is a symbolic link; fix the file it points to";
    return stats.isFile() ? null : "it is not a regular file";
  });
}

/**
 * Writes the files of one change set, all or none: each text goes to a new file in the same folder, which then takes
 * the place of the old one and its mode. A file that is no longer what was read is left alone, and the set with it.
 */
export function writeChanges(cwd: string, changes: ChangeSet): readonly LeftAlone[] {
  const prepared: Prepared[] = [];
  const failed: LeftAlone[] = [];
  for (const change of changes) {
    const path = join(cwd, change.file);
    const temporary = join(dirname(path), `.siglint-${randomBytes(6).toString("hex")}`);
    const why = refusal(cwd, change.file) ?? prepare({ change, path, temporary });
    if (why === null) prepared.push({ change, path, temporary });
    else failed.push({ file: change.file, why });
  }
  const written: Prepared[] = [];
  for (const one of prepared) {
    const why = failed.length > 0 ? `it goes together with ${failed[0]?.file}` : rename(one);
    if (why === null) written.push(one);
    else failed.push({ file: one.change.file, why });
  }
  if (failed.length === 0) return [];
  for (const { temporary } of prepared) rmSync(temporary, { force: true });
  return [...failed, ...written.map((one) => takeBack(one, failed[0]?.file ?? ""))];
}

interface Prepared {
  readonly change: FileChange;
  readonly path: string;
  readonly temporary: string;
}

/** Puts back what stood in a file, because another one of its set could not be written. */
function takeBack({ change, path, temporary }: Prepared, other: string): LeftAlone {
  const { file, before, after } = change;
  const back = { change: { file, before: after, after: before }, path, temporary };
  const why = prepare(back) ?? rename(back);
  rmSync(temporary, { force: true });
  const together = `it goes together with ${other}`;
  return { file, why: why === null ? together : `${together}, but could not be put back: ${why}` };
}

/** Puts the new text beside the file; gives the reason where that cannot be done. */
function prepare({ change: { before, after }, path, temporary }: Prepared): string | null {
  return attempt(
    () => {
      const stats = lstatSync(path);
      const bytes = readFileSync(path);
      if (!bytes.equals(Buffer.from(before, "utf8"))) {
        return bytes.toString("utf8") === before
          ? "it is not valid UTF-8"
          : "it changed while siglint was at work; run it again";
      }
      // On disk before it takes the place of the old text: a power cut leaves one of the two.
      writeFileSync(temporary, after, { flag: "wx", mode: stats.mode, flush: true });
      keepOwner(temporary, stats);
      chmodSync(temporary, stats.mode);
      return null;
    },
    () => rmSync(temporary, { force: true }),
  );
}

function rename({ temporary, path }: Prepared): string | null {
  return attempt(() => {
    renameSync(temporary, path);
    return null;
  });
}

/** Only root may give files away; for others the new file is theirs, as with most editors. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  const made = lstatSync(path);
  if (made.uid === uid && made.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {}
}

function attempt(action: () => string | null, cleanUp: () => void = () => {}): string | null {
  try {
    return action();
  } catch (error) {
    cleanUp();
    return reasonOf(error);
  }
}

/** Why the disk refused: a clause. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return "it is no longer there";
    case "EISDIR":
      return "it is a folder";
    case "EEXIST":
    case "ENOTDIR":
      return "a file stands where a folder is needed";
    case "EACCES":
    case "EPERM":
      return "siglint may not write there";
    case "EROFS":
      return "the file system is read-only";
    case "ENOSPC":
      return "the disk is full";
    case "EBUSY":
      return "it is in use, or a mount of its own";
    default:
      return `it cannot be replaced${code === "" ? "" : ` (${code})`}`;
  }
}
