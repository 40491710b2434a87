import { absoluteImagePath } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import type { Call } from "../builtins/call.ts";
import { readContainerFile } from "../container-files.ts";
import { write } from "../redirections.ts";
import { FIFO, FOLDER, REMOVED, type WrittenFile, writtenText } from "../written-file.ts";

/** The paths that are operands, as absolute ones; those that are not known are left out. */
function operands({ shell, words }: Call): readonly string[] {
  return words
    .slice(1)
    .filter((word) => !word.startsWith("-") && isKnown(word))
    .flatMap((word) => absoluteImagePath(word, shell.workdir) ?? []);
}

/** A script that makes more files than that goes by none of them. */
const MOST_FILES = 500;

function setAll(call: Call, content: WrittenFile): boolean {
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
    if (kind === "missing") system.files.set(path, writtenText(""));
    else if (kind === "unknown") system.files.set(path, writtenText(HOLE));
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

/** `cp`, `mv` and `ln` with one file and its new name, where the text is known. */
export function copyFile(call: Call): boolean {
  const { system, words } = call;
  const named = operands(call);
  const [from, to] = named;
  const isOther = words.slice(1).some((word) => word.startsWith("-") && !/^-[fnpsvuaLPT]+$/.test(word));
  if (from === undefined || to === undefined || named.length > 2 || isOther) return false;
  const file = readContainerFile(system, from);
  if (file.kind !== "text" || system.files.size >= MOST_FILES) return false;
  const isFolder = readContainerFile(system, to).kind === "folder";
  system.files.set(isFolder ? `${to}/${from.slice(from.lastIndexOf("/") + 1)}` : to, file);
  if (words[0] === "mv") system.files.set(from, REMOVED);
  call.shell.status = 0;
  return true;
}

/** `sed -i`: what the files hold afterwards is not told; it is started as a program all the same. */
export function editInPlace(call: Call): boolean {
  const { system, words } = call;
  if (!words.some((word) => /^(-[nEr]*i|--in-place)/.test(word))) return false;
  for (const path of operands(call))
    if (readContainerFile(system, path).kind === "text") system.files.set(path, writtenText(HOLE));
  return false;
}

/** `mktemp`, `mktemp -d`: a name of its own for each command; where that is taken already, one that is not told. */
export function makeTemporary(call: Call): boolean {
  const { system, process, shell, node, words } = call;
  const options = words.slice(1);
  if (!options.every((word) => /^-[du]$/.test(word))) return false;
  const path = `/tmp/tmp.${node.pos}`;
  const isTaken = system.files.get(path) !== undefined;
  if (!isTaken && !options.includes("-u"))
    system.files.set(path, options.includes("-d") ? FOLDER : writtenText(""));
  write(system, process, `${isTaken ? HOLE : path}\n`);
  shell.status = 0;
  return true;
}

/** `rm file …`. A pattern removes what nobody needs to know. */
export function removeFiles(call: Call): boolean {
  return setAll(call, REMOVED);
}
