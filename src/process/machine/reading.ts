import { absoluteImagePath, nameOf } from "../../script/image-path.ts";
import { HOLE, isKnown } from "../hole.ts";
import { isNamedPipe } from "./container-files.ts";
import { wholeInput } from "./input.ts";
import { commandWords } from "./launch-site.ts";
import { endProcess } from "./lifecycle.ts";
import type { Process, ProgramBody } from "./process.ts";
import { write } from "./redirections.ts";
import type { System } from "./system.ts";

/** A program has read its input to the end: it prints what it makes of that, and ends. */
export function finishReading(system: System, process: Process, { filter, role, status }: ProgramBody): void {
  const input = filter === null ? null : knownInput(system, process);
  if (filter === null || input === null) {
    if (role === "brief") write(system, process, HOLE);
    endProcess(system, process, "finished", status);
    return;
  }
  const filtered = filter(input);
  write(system, process, filtered.text);
  endProcess(system, process, "finished", filtered.status);
}

/** All that it reads; null where something writes there that siglint does not see into. */
function knownInput(system: System, { stdin }: Process): string | null {
  if (stdin.kind === "pipe" && !stdin.writers.every((pid) => isSeen(system.get(pid)))) return null;
  const input = wholeInput(system, stdin);
  return input !== null && isKnown(input) ? input : null;
}

function isSeen(writer: Process | undefined): boolean {
  return writer !== undefined && writer.isOutputUnseen !== true;
}

/** Notes who prints what siglint does not know. */
export function noteUnseenOutput(system: System, { body, stdout }: Process): void {
  const isTold =
    body.kind === "shell" || (body.kind === "program" && (body.role === "brief" || body.filter !== null));
  const holder = stdout.kind === "output" ? system.get(stdout.of) : undefined;
  if (!isTold && holder !== undefined) holder.isOutputUnseen = true;
}

/** `echo "$password" | server`: what a program nobody knows was given at its start says nothing of how long it stays. */
export function isFedAtOnce(system: System, { role, readsFrom }: ProgramBody): boolean {
  return role === "stranger" && readsFrom !== null && readsFrom.every((pid) => hasOnlyPrinted(system, pid));
}

function hasOnlyPrinted({ processes }: System, pid: number): boolean {
  const body = processes.get(pid)?.body;
  if (body?.kind === "program") return body.role === "brief";
  return body?.kind === "shell" && ![...processes.values()].some(({ parent }) => parent === pid);
}

/** `tail -f /dev/null | server`, `tail -f console | server`, `sleep infinity | server`: its input is to have no end. */
export function onlyHoldsPipe(system: System, writer: Process | undefined): boolean {
  if (writer?.body.kind !== "program" || writer.body.role !== "rest" || writer.end !== null) return false;
  const word = commandWords(writer.launches.at(-1)?.site ?? null).at(-1) ?? "";
  const path = isKnown(word) ? absoluteImagePath(word, "/") : null;
  if (/^(sleep|yes)$/.test(nameOf(writer.name)) || path === "/dev/null") return true;
  return path !== null && isNamedPipe(system, path);
}

/** `yes` writes for as long as anybody reads: who does so ends by itself. */
export function isEndless(writer: Process | undefined): boolean {
  return writer?.body.kind === "program" && writer.body.isEndless;
}

/** It writes to a pipe that nobody reads any more (SIGPIPE). */
export function isPipeBroken(system: System, process: Process): boolean {
  if (!isEndless(process)) return false;
  const readers = [...system.processes.values()].filter(
    ({ stdin }) => stdin.kind === "pipe" && stdin.writers.includes(process.pid),
  );
  return readers.length > 0 && readers.every(({ end }) => end !== null);
}
