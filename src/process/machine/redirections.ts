import { absoluteImagePath } from "../../script/image-path.ts";
import type { ShellScript } from "../../shell/parse.ts";
import type { ProcessSubstitutionPart, Redirection } from "../../shell/syntax.ts";
import { HOLE, isKnown } from "../hole.ts";
import { startWriter } from "./children.ts";
import { appended, openFile, readContainerFile, writeToFile } from "./container-files.ts";
import type { Expander } from "./expand/variables.ts";
import { expandTexts } from "./expand/words.ts";
import type { Process, ShellBody, Stdin } from "./process.ts";
import { giveValue } from "./readonly.ts";
import type { System } from "./system.ts";

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
    const given = inputSubstitution(redirect);
    if (given?.script !== undefined) {
      const text = shell.substituted.get(given);
      const part = { source: script.source, root: given.script };
      const input: Stdin =
        text === undefined
          ? { kind: "pipe", writers: [startWriter(system, process, shell, part).pid], linesRead: 0 }
          : { kind: "text", text: `${text}\n` };
      setInput(process, shell, number, input);
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
    }
  }
  return true;
}

/** `< <(command)`: what the command writes is read as it comes; null for any other redirection. */
export function inputSubstitution(redirect: Redirection): ProcessSubstitutionPart | null {
  if (redirect.type !== "Redirect" || redirect.operator !== "<") return null;
  const [part, ...others] = redirect.target?.parts ?? [];
  return part?.type === "ProcessSubstitution" && part.operator === "<" && others.length === 0 ? part : null;
}

function setInput(process: Process, shell: ShellBody, number: number | null, input: Stdin): void {
  if (number === null || number === 0) process.stdin = input;
  else shell.descriptors = new Map([...shell.descriptors, [number, input]]);
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
      .split("\n")
      .map((line) => (/[$`\\]/.test(line) ? HOLE : line))
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

function redirectOutput(
  system: System,
  process: Process,
  operator: string,
  word: string,
  path: string | null,
): void {
  if (operator === ">&" && /^\d+$|^-$/.test(word)) {
    if (word !== "1") process.stdout = { kind: "away" };
    return;
  }
  process.stdout = path === null ? { kind: "away" } : { kind: "file", path };
  if (path !== null) openFile(system, path, operator === ">>" || operator === "&>>");
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
