import { absoluteImagePath } from "../../../script/image-path.ts";
import { HOLE, isKnown } from "../../hole.ts";
import type { Call } from "../builtins/call.ts";
import { pathOfCommand } from "../command-path.ts";
import { openFile, readContainerFile, writeToFile } from "../container-files.ts";
import { wholeInput } from "../input.ts";
import { write } from "../redirections.ts";
import { userId } from "../user.ts";

/** Programs that only print, where what they print can be told: for `$( … )` and pid files. */
export const PRINTERS: ReadonlyMap<string, (call: Call) => boolean> = new Map([
  ["basename", (call: Call) => print(call, nameOf(call.words[1], call.words[2]))],
  ["cat", (call: Call) => printFiles(call)],
  ["dirname", (call: Call) => print(call, folderOf(call.words[1]))],
  ["id", printUser],
  ["readlink", printPath],
  ["realpath", printPath],
  ["seq", printNumbers],
  ["tail", printLines],
  ["tee", printAndKeep],
  ["head", printLines],
  ["uname", (call: Call) => print(call, ["-s", undefined].includes(call.words[1]) ? "Linux" : HOLE)],
  ["which", findProgram],
  ["whoami", (call: Call) => print(call, call.process.user ?? HOLE)],
]);

function print({ system, process, shell }: Call, line: string): boolean {
  write(system, process, `${line}\n`);
  shell.status = 0;
  return true;
}

function nameOf(path = "", suffix = ""): string {
  const name = path.replace(/(?<!\/)\/+$/, "").replace(/^.*\//, "") || path;
  return suffix !== "" && name !== suffix && name.endsWith(suffix)
    ? name.slice(0, name.length - suffix.length)
    : name;
}

function folderOf(path = ""): string {
  const folder = path.replace(/(?<!\/)\/+$/, "").replace(/(?:(?<!\/)\/|^)[^/]*$/, "");
  return folder === "" ? (path.startsWith("/") ? "/" : ".") : folder;
}

/** `cat file …`: texts that the container wrote while it started, and those the image brings. */
function printFiles(call: Call, cut = (text: string) => text): boolean {
  const { system, process, shell, words } = call;
  const names = words.slice(1).filter((word) => !word.startsWith("-"));
  if (names.length === 0) return printInput(call);
  const files = names.map((name) => {
    const path = isKnown(name) ? absoluteImagePath(name, shell.workdir) : null;
    return path === null ? ({ kind: "unknown" } as const) : readContainerFile(system, path);
  });
  // Reading a named pipe lasts until somebody writes to it: that is no printing.
  if (files.some((file) => file.kind === "fifo")) return false;
  for (const file of files) {
    write(system, process, file.kind === "text" ? cut(file.text) : file.kind === "missing" ? "" : HOLE);
  }
  const isSure = files.every((file) => file.kind === "text" || file.kind === "missing");
  shell.status = !isSure ? "unknown" : files.some((file) => file.kind === "missing") ? 1 : 0;
  return true;
}

/** `cat` with nothing but what it is given: a here-document. */
function printInput({ system, process, shell }: Call): boolean {
  const input = wholeInput(system, process.stdin);
  if (input === null) return false;
  write(system, process, input);
  shell.status = 0;
  return true;
}

/** `tee file …`: hands on what it is given, and keeps it in files. */
function printAndKeep(call: Call): boolean {
  const { system, process, shell, words } = call;
  const input = wholeInput(system, process.stdin);
  if (input === null) return false;
  const isMore = words.some((word) => word === "--append" || (/^-\w/.test(word) && word.includes("a")));
  for (const name of words.slice(1).filter((word) => !word.startsWith("-") && isKnown(word))) {
    const path = absoluteImagePath(name, shell.workdir);
    if (path === null) continue;
    openFile(system, path, isMore);
    writeToFile(system, path, input);
  }
  write(system, process, input);
  shell.status = 0;
  return true;
}

/** `head` and `tail` of a file; `tail -f` stays and is no printer. */
function printLines(call: Call): boolean {
  const { words } = call;
  if (words.some((word) => /^-\w*[fF]/.test(word) || word.startsWith("--follow"))) return false;
  const names = words.slice(1).filter((word) => !/^-|^\d+$/.test(word));
  const options = words.slice(1).filter((word) => !names.includes(word));
  const count = /^-n?(\d+)$/.exec(options.join(""))?.[1] ?? (options.length === 0 ? "10" : null);
  const cut = (text: string) => {
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    if (lines.length === 0 || !isKnown(text)) return text;
    if (count === null) return HOLE;
    return (
      /(^|\/)head$/.test(words[0] ?? "") ? lines.slice(0, Number(count)) : lines.slice(-Number(count))
    ).join("");
  };
  return names.length === 0 ? false : printFiles({ ...call, words: [words[0] ?? "", ...names] }, cut);
}

function printUser(call: Call): boolean {
  const { process, words } = call;
  const { user } = process;
  const options = words.slice(1).join("");
  if (user === null || words.slice(1).some((word) => !word.startsWith("-"))) return print(call, HOLE);
  if (options.includes("u")) return print(call, options.includes("n") ? user : userId(user));
  return print(call, options.includes("g") && userId(user) === "0" ? "0" : HOLE);
}

function printPath(call: Call): boolean {
  const { shell, words } = call;
  const operand = words.slice(1).find((word) => !word.startsWith("-")) ?? "";
  return print(call, isKnown(operand) ? (absoluteImagePath(operand, shell.workdir) ?? HOLE) : HOLE);
}

function printNumbers(call: Call): boolean {
  const numbers = call.words.slice(1).map(Number);
  if (numbers.length === 0 || numbers.some((number) => !Number.isInteger(number))) return print(call, HOLE);
  const [first, step, last] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  const lines: number[] = [];
  if (first === undefined || last === undefined || step === undefined || step === 0) return print(call, HOLE);
  for (let value = first; (step > 0 ? value <= last : value >= last) && lines.length < 2000; value += step)
    lines.push(value);
  return print(call, lines.join("\n"));
}

function findProgram(call: Call): boolean {
  const { system, shell, words } = call;
  const name = words[1] ?? "";
  if (!isKnown(name)) return print(call, HOLE);
  const located = system.scene.files.findCommand(name, shell.workdir);
  if (located.kind !== "missing") print(call, pathOfCommand(system, shell, name));
  shell.status = located.kind === "missing" ? 1 : located.kind === "unknown" ? "unknown" : 0;
  return true;
}
