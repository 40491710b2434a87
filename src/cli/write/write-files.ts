import {
  chmodSync,
  chownSync,
  closeSync,
  fstatSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { openRegular } from "../../context/open-file.ts";
import { basename, dirname } from "../../context/paths.ts";
import { systemErrorCode } from "../../context/system-error.ts";
import type { ChangeSet, FileChange } from "../../fix/fix-all.ts";
import { type HeldFolder, holdFolder, type NotHeld } from "./held-folder.ts";
import { isUnfinishedName, unfinishedName } from "./unfinished-name.ts";

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
  const folder = hold(cwd, dirname(file));
  if ("why" in folder) return folder.why;
  const why = attempt(() => refusalIn(folder, basename(file)));
  folder.close();
  return why;
}

function refusalIn(folder: HeldFolder, name: string): string | null {
  const stats = lstatSync(folder.path(name));
  if (stats.isSymbolicLink()) return "it is a symbolic link; fix the file it points to";
  return stats.isFile() ? null : "it is not a regular file";
}

/**
 * Writes the files of one change set, all or none: each text goes to a new file in the same folder, which then takes
 * the place of the old one and its mode. A file that is no longer what was read is left alone, and the set with it.
 */
export function writeChanges(cwd: string, changes: ChangeSet): readonly LeftAlone[] {
  const prepared: Prepared[] = [];
  const failed: LeftAlone[] = [];
  for (const change of changes) {
    const made = prepare(cwd, change);
    if ("folder" in made) prepared.push(made);
    else failed.push({ file: change.file, why: made.why });
  }
  const written: Prepared[] = [];
  for (const one of prepared) {
    const why = failed.length > 0 ? `it goes together with ${failed[0]?.file}` : rename(one);
    if (why === null) written.push(one);
    else failed.push({ file: one.change.file, why });
  }
  const back = failed.length === 0 ? [] : written.map((one) => takeBack(cwd, one, failed[0]?.file ?? ""));
  for (const { folder, temporary } of prepared) {
    rmSync(folder.path(temporary), { force: true });
    folder.close();
  }
  return failed.length === 0 ? [] : [...failed, ...back];
}

interface Prepared {
  readonly change: FileChange;
  readonly folder: HeldFolder;
  readonly name: string;
  /** The name of the new file beside it. */
  readonly temporary: string;
}

/** Puts back what stood in a file, because another one of its set could not be written. */
function takeBack(cwd: string, { change }: Prepared, other: string): LeftAlone {
  const { file, before, after } = change;
  const back = prepare(cwd, { file, before: after, after: before });
  const why = "folder" in back ? rename(back) : back.why;
  if ("folder" in back) {
    rmSync(back.folder.path(back.temporary), { force: true });
    back.folder.close();
  }
  const together = `it goes together with ${other}`;
  return { file, why: why === null ? together : `${together}, but could not be put back: ${why}` };
}

/** Puts the new text beside the file; gives the reason where that cannot be done. */
function prepare(cwd: string, change: FileChange): Prepared | NotHeld {
  const name = basename(change.file);
  const temporary = unfinishedName();
  const folder = hold(cwd, dirname(change.file));
  if ("why" in folder) return folder;
  removeUnfinished(folder);
  const why = attempt(() => refusalIn(folder, name) ?? writeBeside(folder, { ...change, name, temporary }));
  if (why === null) return { change, folder, name, temporary };
  rmSync(folder.path(temporary), { force: true });
  folder.close();
  return { why };
}

/** Milliseconds after which nobody is at work on an unfinished file any more: it has its text in a moment, and then goes. */
const LONG = 60_000;

/** Takes away what a run that was killed has left in a folder. Whatever fails, fails silently: nothing depends on it. */
function removeUnfinished(folder: HeldFolder): void {
  try {
    for (const name of readdirSync(folder.path(".")).filter(isUnfinishedName)) {
      const stats = lstatSync(folder.path(name));
      if (stats.isFile() && Date.now() - stats.mtimeMs > LONG) rmSync(folder.path(name));
    }
  } catch {}
}

function hold(cwd: string, folder: string): HeldFolder | NotHeld {
  try {
    return holdFolder(cwd, folder);
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

function writeBeside(
  folder: HeldFolder,
  { before, after, name, temporary }: FileChange & Pick<Prepared, "name" | "temporary">,
): string | null {
  const { stats, bytes } = readRegular(folder.path(name));
  if (!bytes.equals(Buffer.from(before, "utf8"))) {
    return bytes.toString("utf8") === before
      ? "it is not valid UTF-8"
      : "it changed while siglint was at work; run it again";
  }
  // On disk before it takes the place of the old text: a power cut leaves one of the two.
  writeFileSync(folder.path(temporary), after, { flag: "wx", mode: stats.mode, flush: true });
  keepOwner(folder.path(temporary), stats);
  chmodSync(folder.path(temporary), stats.mode);
  return null;
}

/** What is open is looked at and read: another thing may have taken the place of the file meanwhile, a pipe that waits. */
function readRegular(path: string): { readonly stats: Stats; readonly bytes: Buffer } {
  const opened = openRegular(path);
  try {
    return { stats: fstatSync(opened), bytes: readFileSync(opened) };
  } finally {
    closeSync(opened);
  }
}

function rename({ folder, name, temporary }: Prepared): string | null {
  return attempt(() => {
    renameSync(folder.path(temporary), folder.path(name));
    folder.sync();
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

function attempt(action: () => string | null): string | null {
  try {
    return action();
  } catch (error) {
    return reasonOf(error);
  }
}

/** Why the disk refused: a clause. */
export function reasonOf(error: unknown): string {
  const code = systemErrorCode(error);
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
    case "EDQUOT":
      return "the disk is full";
    case "EBUSY":
      return "it is in use, or a mount of its own";
    default:
      return `it cannot be replaced${code === null ? "" : ` (${code})`}`;
  }
}
