import type { Located } from "../../script/located.ts";
import { isKnown } from "../hole.ts";
import { type Argument, mappedArgument } from "./argument.ts";
import { matchPattern } from "./expand/pattern.ts";
import { processOfPidFile } from "./pid-files.ts";
import { runTimeScript } from "./run-time-script.ts";
import type { System } from "./system.ts";
import { FIFO, isThere, perhapsAgain, withMore, writtenText } from "./written-file.ts";

/** What a path of the running container holds: written since the start, or brought by the image. */
export type ContainerFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "fifo" }
  | { readonly kind: "folder" }
  /** A program, or something whose text nobody knows. */
  | { readonly kind: "opaque" }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

export function readContainerFile(system: System, path: string): ContainerFile {
  const written = system.files.get(path);
  switch (written?.kind) {
    case "fifo":
      return written.text === "" ? { kind: "fifo" } : { kind: "text", text: written.text };
    case "removed":
      return { kind: "missing" };
    case "text":
    case "folder":
      return written;
    case "perhaps":
    case undefined:
  }
  const located = system.scene.files.find(path);
  const daemon = located.kind === "text" ? null : processOfPidFile(system, path);
  if (daemon !== null) {
    system.expose(daemon.pid);
    return { kind: "text", text: `${daemon.pid}\n` };
  }
  if (written !== undefined) return { kind: "unknown" };
  if (/^\/(proc|dev)$/.test(path)) return { kind: "folder" };
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
  if (written?.kind !== "text" || !isKnown(written.text) || isBrought) return located;
  const made = mappedArgument({ text: written.text, mapped: null }, by?.mapped ?? null);
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
  const written = [...system.files.entries()].flatMap(([path, file]) =>
    isThere(file) && path.split("/").length === depth && matchPattern(pattern, path) === "yes" ? path : [],
  );
  return written.length === 0
    ? { paths, complete }
    : { paths: [...new Set([...paths, ...written])].sort(), complete };
}

/** No image has these: the kernel makes them (proc(5)). */
const OF_KERNEL = /^\/(proc|sys|dev)\//;

/** A program is started: what was removed before, its socket or its file with a pid, may be there again. */
export function forgetRemovals({ files }: System): void {
  for (const [path, written] of [...files.entries()])
    if (written.kind === "removed") files.set(path, perhapsAgain(written));
}

/** The build brings the file, and siglint cannot read it. */
export function isUnreadable({ unreadable, astray }: Extract<Located, { kind: "unknown" }>): boolean {
  return unreadable !== undefined || astray === true;
}

/** Whether a script has made a named pipe there. */
export function isNamedPipe(system: System, path: string): boolean {
  return system.files.get(path)?.kind === "fifo";
}

/** Opens a file for writing: `>` empties it, `>>` writes behind what the image brings. A named pipe stays one. */
export function openFile(system: System, path: string, isMore: boolean): void {
  const written = system.files.get(path);
  if (written?.kind === "fifo") system.files.set(path, FIFO);
  else if (!isMore || (written !== undefined && !isThere(written))) system.files.set(path, writtenText(""));
  else if (written === undefined) {
    const before = readContainerFile(system, path);
    if (before.kind === "text") system.files.set(path, before);
  }
}

export function writeToFile(system: System, path: string, text: string): void {
  system.files.set(path, withMore(system.files.get(path), text));
}
