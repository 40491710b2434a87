import { nameOf } from "../../../script/image-path.ts";
import { isKnown } from "../../hole.ts";
import type { Call } from "../builtins/call.ts";
import { seeEnded, takePlace } from "../reaping.ts";
import { copyFile, editInPlace, makeFifo, makeFolder, makeTemporary, removeFiles, touch } from "./files.ts";
import { PRINTERS } from "./printers.ts";
import { killProgram, listProcesses, processKill, processSearch } from "./processes.ts";
import { killListed } from "./xargs.ts";

/** A program whose effect on other processes, or whose output, a script goes by: played by the shell that calls it. */
export type KnownCommand = (call: Call) => boolean;

const COMMANDS: ReadonlyMap<string, KnownCommand> = new Map<string, KnownCommand>([
  ["kill", killProgram],
  ["cp", copyFile],
  ["ln", copyFile],
  ["mkdir", makeFolder],
  ["mkfifo", makeFifo],
  ["mktemp", makeTemporary],
  ["mv", copyFile],
  ["rm", removeFiles],
  ["sed", editInPlace],
  ["touch", touch],
  ["xargs", killListed],
  ["killall", processKill],
  ["pgrep", processSearch],
  ["pidof", processSearch],
  ["pkill", processKill],
  ["ps", listProcesses],
  ["xargs", killListed],
]);

export function isKnownCommand(name: string): boolean {
  return COMMANDS.has(name) || PRINTERS.has(name);
}

/** Plays a command whose meaning is known; false where it has to be started as a program. */
export function runKnownCommand(call: Call): boolean {
  const name = nameOf(call.words[0] ?? "");
  if (!isKnown(name)) return false;
  const command = COMMANDS.get(name) ?? PRINTERS.get(name);
  if (command === undefined || !command(call)) return false;
  // In a real shell it was a child, forked and waited for.
  call.system.started++;
  takePlace(call.shell);
  seeEnded(call.system, call.shell);
  return true;
}
