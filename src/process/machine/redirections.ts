import { spanOf } from "../../mapped-text.ts";
import { absoluteImagePath } from "../../script/image-path.ts";
import type { ShellScript } from "../../shell/parse.ts";
import type { ProcessSubstitutionPart, Redirection } from "../../shell/syntax.ts";
import { HOLE, isKnown } from "../hole.ts";
import { startProcessSubstitution, startWriter } from "./children.ts";
import { isNamedPipe, openFile, readContainerFile, writeToFile } from "./container-files.ts";
import { READ_FROM_COPROCESS, WRITE_TO_COPROCESS } from "./coprocess-descriptors.ts";
import type { Expander } from "./expand/variables.ts";
import { expandTexts } from "./expand/words.ts";
import type { Streams } from "./frames.ts";
import type { Process, ShellBody } from "./process.ts";
import { giveValue } from "./readonly.ts";
import type { Stdin } from "./streams.ts";
import type { System } from "./system.ts";
import { appended } from "./written-file.ts";

/**
 * Where a command reads from and writes to, as far as it matters: pid files, pipes, and what a `read` waits for. False
 * where a file surely cannot be opened.
 */
export function applyRedirections(
  system: System,
  process: Process,
  shell: ShellBody,
  script: ShellScript,
  redirects: readonly Redirection[],
): boolean {
  for (const redirect of redirects) {
    if (redirect.type !== "Redirect") {
      process.stdin = { kind: "text", text: givenText({ system, process, shell, script }, redirect) };
      continue;
    }
    const { descriptor, operator, target } = redirect;
    const number =
      descriptor?.type === "FileDescriptorVariable"
        ? newDescriptor(shell, descriptor.name)
        : (descriptor?.value ?? null);
    closeSubstitutions(shell, number ?? (operator.startsWith("<") ? 0 : 1));
    const given = processSubstitution(redirect);
    if (given !== null) {
      const place = { system, process, shell, script };
      if (given.operator === "<") setInput(process, shell, number, inputFrom(place, given, number ?? 0));
      else {
        noteSubstitution(shell, number ?? 1, startReader(place, given));
        if (number === null || number === 1) process.stdout = { kind: "away" };
      }
      continue;
    }
    const [word = HOLE] = target === undefined ? [] : expandTexts({ system, process, shell, script }, target);
    const path = isKnown(word) ? absoluteImagePath(word, shell.workdir) : null;
    // Only what is read by number or opened for reading matters to `read`; what goes to stderr does not.
    if (operator === "<" || operator === "<>" || operator === "<&") {
      if (operator === "<" && path !== null && readContainerFile(system, path).kind === "missing")
        return false;
      setInput(process, shell, number, inputOf(system, shell, operator, word, path));
    } else if (number === null || number === 1) {
      if (path !== null && isInMissingFolder(system, path)) return false;
      redirectOutput(system, process, operator, word, path);
      noteMessage({ system, shell, script }, redirect, { operator, word, path });
    } else if (path !== null && isNamedPipe(system, path)) noteDescriptor(shell, number, { kind: "silent" });
  }
  return true;
}

/** `< <(command)`, `> >(command)`; null for any other redirection. */
export function processSubstitution(redirect: Redirection): ProcessSubstitutionPart | null {
  if (redirect.type !== "Redirect" || redirect.operator === "<>") return null;
  const [part, ...others] = redirect.target?.parts ?? [];
  const isMeant = part?.type === "ProcessSubstitution" && others.length === 0 && part.script !== undefined;
  return isMeant && part.operator === (redirect.operator.startsWith("<") ? "<" : ">") ? part : null;
}

function inputFrom(place: Expander, part: ProcessSubstitutionPart, descriptor: number): Stdin {
  const { system, process, shell, script } = place;
  const text = shell.substituted.get(part);
  if (text !== undefined) return { kind: "text", text: `${text}\n` };
  const root = part.script ?? script.root;
  const { pid } = startWriter(system, process, shell, { source: script.source, root });
  noteSubstitution(shell, descriptor, pid);
  return { kind: "pipe", writers: [pid], linesRead: 0 };
}

function startReader({ system, process, shell, script }: Expander, part: ProcessSubstitutionPart): number {
  const root = part.script ?? script.root;
  return startProcessSubstitution(system, process, shell, { source: script.source, root }, ">").pid;
}

/** To bash it is the last background command as well (bash, Process Substitution). */
function noteSubstitution(shell: ShellBody, descriptor: number, pid: number): void {
  if (shell.shell !== "bash") return;
  shell.substitutions = [...shell.substitutions, { pid, descriptor }];
  shell.background = pid;
}

/** A descriptor that becomes another, or none: who was at its other end comes to an end. */
function closeSubstitutions(shell: ShellBody, descriptor: number): void {
  if (shell.substitutions.some((open) => open.descriptor === descriptor))
    shell.substitutions = shell.substitutions.filter((open) => open.descriptor !== descriptor);
}

/** What redirections change. */
export function streamsOf(process: Process, shell: ShellBody): Streams {
  return { stdin: process.stdin, stdout: process.stdout, substitutions: shell.substitutions };
}

/** Redirections are over. */
export function putBackStreams(process: Process, { stdin, stdout, substitutions }: Streams): void {
  Object.assign(process, { stdin, stdout });
  if (process.body.kind === "shell") process.body.substitutions = substitutions;
}

function setInput(process: Process, shell: ShellBody, number: number | null, input: Stdin): void {
  if (number === null || number === 0) process.stdin = input;
  else noteDescriptor(shell, number, input);
}

/** Copies of the shell have those that it had. */
export function noteDescriptor(shell: ShellBody, number: number, input: Stdin): void {
  shell.descriptors = shell.descriptors.clone();
  shell.descriptors.set(number, input);
}

/** `{fd}<file`: bash takes a number from 10 on that is free, and the variable tells it (bash, Redirections). */
function newDescriptor(shell: ShellBody, name: string): number {
  let number = 10;
  while (shell.descriptors.has(number)) number++;
  giveValue(shell, name, { kind: "scalar", texts: [String(number)] });
  return number;
}

function isInMissingFolder(system: System, path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return folder !== "" && readContainerFile(system, folder).kind === "missing";
}

/** The text of a here-document or here-string. */
function givenText(expander: Expander, redirect: Exclude<Redirection, { type: "Redirect" }>): string {
  if (redirect.type === "HereString") {
    return redirect.target === undefined ? "" : `${expandTexts(expander, redirect.target)[0] ?? HOLE}\n`;
  }
  return hereDocument(expander, redirect) ?? redirect.body.text;
}

/** The text that a here-document expands to; null where it is taken as it stands. */
export function hereDocument(expander: Expander, redirect: Redirection): string | null {
  if (!("body" in redirect) || redirect.delimiter?.quoted === true) return null;
  const { text, parts, pos, end } = redirect.body;
  if (!/[$`\\]/.test(text)) return null;
  if (parts === undefined)
    return text
      .replaceAll("\\\n", "")
      .split("\n")
      .map((line) => (/[$`]/.test(line.replace(/\\[\\$`]/g, "")) ? HOLE : line.replace(/\\([\\$`])/g, "$1")))
      .join("\n");
  const texts = expandTexts(expander, { type: "Word", text, value: text, parts, pos, end });
  return texts.length === 1 ? (texts[0] ?? HOLE) : HOLE;
}

function inputOf(
  system: System,
  shell: ShellBody,
  operator: string,
  word: string,
  path: string | null,
): Stdin {
  if (operator === "<&") return shell.descriptors.get(Number(word)) ?? { kind: "text", text: HOLE };
  if (path === "/dev/null") return { kind: "empty" };
  if (operator === "<>" || path === "/dev/tty") return { kind: "silent" };
  const found = path === null ? null : readContainerFile(system, path);
  if (found?.kind === "fifo") return { kind: "silent" };
  return { kind: "text", text: found?.kind === "text" ? found.text : HOLE };
}

/** What a coprocess answers to what is written to it is not told. */
function noteAsked({ body }: Process, descriptor: number): void {
  if (body.kind === "shell" && descriptor === WRITE_TO_COPROCESS && body.descriptors.has(READ_FROM_COPROCESS))
    noteDescriptor(body, READ_FROM_COPROCESS, { kind: "text", text: HOLE });
}

function redirectOutput(
  system: System,
  process: Process,
  operator: string,
  word: string,
  path: string | null,
): void {
  if (operator === ">&" && /^\d+$|^-$/.test(word)) {
    noteAsked(process, Number(word));
    if (word !== "1") process.stdout = { kind: "away" };
    return;
  }
  process.stdout = path === null ? { kind: "away" } : { kind: "file", path };
  if (path !== null) openFile(system, path, operator === ">>" || operator === "&>>");
}

/**
 * At a stop something is written into a named pipe or to a coprocess: who reads it may take that for the end, as the
 * servers of games do whose console it is.
 */
function noteMessage(
  { system, shell, script }: Pick<Expander, "system" | "shell" | "script">,
  { pos, end }: Redirection,
  {
    operator,
    word,
    path,
  }: { readonly operator: string; readonly word: string; readonly path: string | null },
): void {
  if (system.stoppedAt === null) return;
  const isPipe = path !== null && isNamedPipe(system, path);
  const number = operator === ">&" ? Number(word) : NaN;
  const isHeld = number === WRITE_TO_COPROCESS || shell.descriptors.get(number)?.kind === "silent";
  if (isPipe || isHeld)
    system.helper ??= { what: "a command is written into a pipe", place: spanOf(script.source, pos, end) };
}

/** Appends to what a process writes to: a captured output, a file of the container, or nothing anybody reads. */
export function write(system: System, process: Process, text: string): void {
  const { stdout } = process;
  switch (stdout.kind) {
    case "away":
      return;
    case "output": {
      const holder = system.get(stdout.of);
      // A supervisor waits for the end of it, and nobody asks what it was.
      const isRead = holder !== undefined && system.get(holder.parent)?.body.kind !== "supervisor";
      if (isRead) holder.output = appended(holder.output, text);
      return;
    }
    case "file":
      writeToFile(system, stdout.path, text);
      return;
  }
}
