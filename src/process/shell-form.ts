import { type MappedText, spanOf } from "../mapped-text.ts";
import type { ImageFiles } from "../script/located.ts";
import { readShebang } from "../shell/interpreter.ts";
import { parseShell } from "../shell/parse.ts";
import type { Word } from "../shell/syntax.ts";
import type { Origin, Span } from "../span.ts";
import type { Setting, Start, StartCommand } from "../start/start-command.ts";
import { isBuiltinName } from "./machine/builtins/names.ts";
import type { Launch } from "./machine/process.ts";
import { type ExecInsertion, execInsertion, shownName, sourceOf } from "./sites.ts";
import type { Play, ProcessNode } from "./stop.ts";

/** An ENTRYPOINT or CMD that Docker hands to a shell as one string. */
export interface ShellForm {
  readonly instruction: "ENTRYPOINT" | "CMD";
  readonly string: MappedText;
  readonly span: Span;
  /** The program that Docker puts in front: `/bin/sh` unless SHELL says otherwise. */
  readonly shell: string;
  /**
   * Nothing else of the start command would change with the form: no other words, no SHELL of its own, no
   * ENTRYPOINT that the base image may set.
   */
  readonly standsAlone: boolean;
  /** The string starts like JSON, but is none that Docker takes. */
  readonly looksLikeJson: boolean;
  /** The words as they stand in the file, where all of them are plain text; null where they need a shell. */
  readonly words: readonly PlainWord[] | null;
  /** The command that the shell becomes by itself, without `exec`; null where it does not. */
  readonly becomes: { readonly name: string; readonly exec: ExecInsertion | null } | null;
}

export interface PlainWord {
  readonly text: string;
  readonly span: Span;
}

/** What is needed to judge a shell form, besides the start command. */
export interface ShellFormContext {
  readonly plays: readonly Play[];
  readonly files: ImageFiles;
  readonly sources: ReadonlyMap<string, string>;
}

/** The shell form in force: behind ENTRYPOINT's shell nothing reads the words of CMD. */
export function findShellForms(start: Start, context: ShellFormContext): readonly ShellForm[] {
  const { entrypoint, cmd } = start.command ?? { entrypoint: null, cmd: null };
  if (entrypoint?.form === "shell")
    return shellFormOf("ENTRYPOINT", entrypoint, cmd === null, start, context);
  if (cmd?.form === "shell") return shellFormOf("CMD", cmd, passesOn(entrypoint, start), start, context);
  return [];
}

/** Nothing but CMD, or an image's own entrypoint script that is known to do nothing with it but `exec "$@"`. */
function passesOn(entrypoint: Setting | null, { image }: Start): boolean {
  if (entrypoint === null) return true;
  return entrypoint.origin.kind === "image" && image.base.entrypointConduct?.kind === "execs-arguments";
}

function shellFormOf(
  instruction: ShellForm["instruction"],
  { words, origin }: Setting,
  isAlone: boolean,
  { command, image, commandAssumed }: Start,
  { plays, files, sources }: ShellFormContext,
): readonly ShellForm[] {
  const string = words.at(-1)?.mapped ?? null;
  const [shell] = words;
  if (command === null || string === null || shell === undefined || origin.kind !== "file") return [];
  const isDefault = (from: Origin): boolean => from.kind === "docker";
  const plain = plainWords(string);
  const workdir = image.workdir.kind === "known" ? image.workdir.text : null;
  const launch = plays.map(({ tree }) => findBecoming(tree, string, command)).find((found) => found !== null);
  const site = launch?.site ?? null;
  return [
    {
      instruction,
      string,
      span: origin.span,
      shell: shell.text,
      standsAlone: isAlone && isDefault(shell.origin) && !commandAssumed,
      looksLikeJson: /^\[(?!\[?\s)/.test(string.text),
      words: plain !== null && kernelStarts(plain, files, workdir) ? plain : null,
      becomes:
        launch === undefined || launch === null || site === null
          ? null
          : { name: shownName(launch.name, site), exec: execInsertion(site, string, sources) },
    },
  ];
}

/** A shell runs a file without `#!` line as a script itself; the kernel refuses it (execve(2), ENOEXEC). */
function kernelStarts([first]: readonly PlainWord[], files: ImageFiles, workdir: string | null): boolean {
  const located = files.findCommand(first?.text ?? "", workdir);
  return located.kind !== "text" || readShebang(located.text.text) !== null;
}

function findBecoming(node: ProcessNode, string: MappedText, command: StartCommand): Launch | null {
  const own = node.launches.find(
    ({ hop, site }) => hop === "implicit-exec" && site !== null && sourceOf(site, command.argv) === string,
  );
  if (own !== undefined) return own;
  return (
    node.children.map((child) => findBecoming(child, string, command)).find((found) => found !== null) ?? null
  );
}

/** The words of a string that is one command of plain text; null where a shell would do more than split it. */
export function plainWords(string: MappedText): readonly PlainWord[] | null {
  const { root } = parseShell(string);
  const [statement, ...others] = root.commands;
  const command = statement?.command;
  if (command?.type !== "Command" || others.length > 0 || statement?.background === true) return null;
  const { name, prefix, suffix } = command;
  if (name === undefined || prefix.length > 0 || isBuiltinName(name.value)) return null;
  const words: PlainWord[] = [];
  let rest = string.text.slice(0, name.pos);
  let end = name.pos;
  for (const word of [name, ...suffix]) {
    const text = word.type === "Word" ? plainText(word) : null;
    const span = spanOf(string, word.pos, word.end);
    if (text === null || span.end - span.start !== word.end - word.pos) return null;
    rest += string.text.slice(end, word.pos);
    end = word.end;
    words.push({ text, span });
  }
  return (rest + string.text.slice(end)).trim() === "" ? words : null;
}

/** The text of a word that the shell takes as it is; null where it would expand something. */
export function plainText({ text, value, parts = [] }: Word): string | null {
  if (text.includes("\\") || /^~|[*?[\]{}!$`]/.test(text)) return null;
  const isPlain = parts.every(
    (part) =>
      part.type === "Literal" ||
      part.type === "SingleQuoted" ||
      (part.type === "DoubleQuoted" && part.parts.every((inner) => inner.type === "Literal")),
  );
  return isPlain ? value : null;
}
