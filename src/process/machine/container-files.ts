import type { Located } from "../../script/located.ts";
import { HOLE, isKnown } from "../hole.ts";
import { type Argument, mappedArgument } from "./argument.ts";
import { matchPattern } from "./expand/pattern.ts";
import { processOfPidFile } from "./pid-files.ts";
import { runTimeScript } from "./run-time-script.ts";
import type { System } from "./system.ts";

/** What a path of the running container holds: written since the start, or brought by the image. */
export type ContainerFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "fifo" }
  | { readonly kind: "folder" }
  /** A program, or something whose text nobody knows. */
  | { readonly kind: "opaque" }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

/** Marks in the table of written files what is no text: `isText` tells them by their first character. */
export const FIFO = "\0fifo";
export const FOLDER = "\0folder";
export const REMOVED = "\0removed";
/** Nobody knows whether it is there. */
const PERHAPS = "\0perhaps";

/** Whether what is written at a path is a text, and none of the marks. */
export function isText(written: string | undefined): written is string {
  return written?.startsWith("\0") === false;
}

export function readContainerFile(system: System, path: string): ContainerFile {
  const written = system.files.get(path);
  if (written === FIFO) return { kind: "fifo" };
  if (written === FOLDER) return { kind: "folder" };
  if (written === REMOVED) return { kind: "missing" };
  if (written !== undefined && written !== PERHAPS) return { kind: "text", text: written };
  const located = system.scene.files.find(path);
  const daemon = located.kind === "text" ? null : processOfPidFile(system, path);
  if (daemon !== null) {
    system.expose(daemon.pid);
    return { kind: "text", text: `${daemon.pid}\n` };
  }
  if (written === PERHAPS) return { kind: "unknown" };
  switch (located.kind) {
    case "text":
      return { kind: "text", text: located.text.text };
    case "program":
      return { kind: "opaque" };
    case "directory":
      return { kind: "folder" };
    case "missing":
      // A volume may still bring it when the container runs.
      return system.scene.outside === "closed" ? { kind: "missing" } : { kind: "unknown" };
    case "unknown":
      return { kind: "unknown" };
  }
}

/**
 * What a path of the running container leads to, for a command that `by` names: what the scripts have written there since
 * the start, or what the image brings. Where only a part of a text is known, that of the image counts.
 */
export function locateFile(system: System, path: string, by: Argument | undefined): Located {
  const located = system.scene.files.find(path);
  const written = system.files.get(path);
  const isBrought = located.kind === "unknown" && isUnreadable(located);
  if (!isText(written) || !isKnown(written) || isBrought) return located;
  const made = mappedArgument({ text: written, mapped: null }, by?.mapped ?? null);
  // Nothing can be mended in what a command makes.
  const { source } = runTimeScript(system, { ...made, write: () => null });
  return { kind: "text", text: source, path, executable: "yes", by: [] };
}

/** The files that match a pattern, as `ImageFiles.glob` gives them, with those written since the start. */
export function globFiles(
  system: System,
  pattern: string,
): { readonly paths: readonly string[]; readonly complete: boolean } {
  const { paths, complete: isImage } = system.scene.files.glob(pattern);
  const complete = isImage && !OF_KERNEL.test(pattern);
  const depth = pattern.split("/").length;
  const written = [...system.files.entries()].flatMap(([path, text]) =>
    isThere(text) && path.split("/").length === depth && matchPattern(pattern, path) === "yes" ? path : [],
  );
  return written.length === 0
    ? { paths, complete }
    : { paths: [...new Set([...paths, ...written])].sort(), complete };
}

/** No image has these: the kernel makes them (proc(5)). */
const OF_KERNEL = /^\/(proc|sys|dev)\//;

function isThere(written: string): boolean {
  return written !== REMOVED && written !== PERHAPS;
}

/** A program is started: what was removed before, its socket or its file with a pid, may be there again. */
export function forgetRemovals({ files }: System): void {
  for (const [path, written] of [...files.entries()]) if (written === REMOVED) files.set(path, PERHAPS);
}

/** What is written at a path on two ways: the text of either, or perhaps nothing at all. */
export function eitherWritten(one: string | undefined, other: string | undefined): string {
  return isText(one) && isText(other) ? HOLE : PERHAPS;
}

/** The build brings the file, and siglint cannot read it. */
export function isUnreadable({ unreadable, astray }: Extract<Located, { kind: "unknown" }>): boolean {
  return unreadable !== undefined || astray === true;
}

/** Opens a file for writing: `>` empties it, `>>` writes behind what the image brings. */
export function openFile(system: System, path: string, isMore: boolean): void {
  const written = system.files.get(path);
  if (!isMore || (written !== undefined && !isThere(written))) system.files.set(path, "");
  else if (written === undefined) {
    const before = readContainerFile(system, path);
    if (before.kind === "text") system.files.set(path, before.text);
  }
}

export function writeToFile(system: System, path: string, text: string): void {
  system.files.set(path, appended(system.files.get(path) ?? "", text));
}

/** Characters that a file or a captured output is followed to: `cat a a > b` and the like double them. */
const MOST_WRITTEN = 256 * 1024;

/** What was written, and more behind it; a hole once it is too much. Any text and any text again are any text. */
export function appended(before: string, text: string): string {
  if (text === HOLE && before.endsWith(HOLE)) return before;
  return before.length + text.length > MOST_WRITTEN ? HOLE : before + text;
}
