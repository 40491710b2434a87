import { absoluteImagePath } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import type { Call } from "../builtins/call.ts";
import { FIFO, FOLDER, REMOVED, readContainerFile } from "../container-files.ts";

/** The paths that are operands, as absolute ones; those that are not known are left out. */
function operands({ shell, words }: Call): readonly string[] {
  return words
    .slice(1)
    .filter((word) => !word.startsWith("-") && isKnown(word))
    .flatMap((word) => absoluteImagePath(word, shell.workdir) ?? []);
}

/** A script that makes more files than that goes by none of them. */
const MOST_FILES = 500;

function setAll(call: Call, content: string): boolean {
  const { files } = call.system;
  for (const path of operands(call)) if (files.size < MOST_FILES) files.set(path, content);
  call.shell.status = 0;
  return true;
}

/** `touch file …`: makes an empty file where there is none. */
export function touch(call: Call): boolean {
  const { system } = call;
  for (const path of operands(call)) {
    const { kind } = readContainerFile(system, path);
    if (kind === "missing") system.files.set(path, "");
    else if (kind === "unknown") system.files.set(path, HOLE);
  }
  call.shell.status = 0;
  return true;
}

export function makeFolder(call: Call): boolean {
  return setAll(call, FOLDER);
}

/** `mkfifo name …`: who opens it waits for the other end. */
export function makeFifo(call: Call): boolean {
  return setAll(call, FIFO);
}

/** `rm file …`. A pattern removes what nobody needs to know. */
export function removeFiles(call: Call): boolean {
  return setAll(call, REMOVED);
}
