import { absoluteImagePath } from "../../script/image-path.ts";
import type { ShellScript } from "../../shell/parse.ts";
import type { Redirection } from "../../shell/syntax.ts";
import { HOLE, isKnown } from "../hole.ts";
import { openFile, readContainerFile, writeToFile } from "./container-files.ts";
import type { Expander } from "./expand/variables.ts";
import { expandTexts } from "./expand/words.ts";
import type { Process, ShellBody, Stdin } from "./process.ts";
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
    // `{fd}>file` opens a descriptor of its own; nobody writes to it by number here.
    if (descriptor?.type === "FileDescriptorVariable") continue;
    const number = descriptor?.type === "FileDescriptor" ? descriptor.value : null;
    const [word = HOLE] = target === undefined ? [] : expandTexts({ system, process, shell, script }, target);
    const path = isKnown(word) ? absoluteImagePath(word, shell.workdir) : null;
    // Only what is read by number or opened for reading matters to `read`; what goes to stderr does not.
    if (operator === "<" || operator === "<>" || operator === "<&") {
      if (operator === "<" && path !== null && readContainerFile(system, path).kind === "missing")
        return false;
      const input = inputOf(system, shell, operator, word, path);
      if (number === null || number === 0) process.stdin = input;
      else shell.descriptors = new Map([...shell.descriptors, [number, input]]);
    } else if (number === null || number === 1) {
      if (path !== null && isInMissingFolder(system, path)) return false;
      redirectOutput(system, process, operator, word, path);
    }
  }
  return true;
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
      if (holder !== undefined) holder.output += text;
      return;
    }
    case "file":
      writeToFile(system, stdout.path, text);
      return;
  }
}
