import type { Origin, Span } from "../span.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import { parseShell } from "../shell/parse.ts";
import type { Word } from "../shell/syntax.ts";
import type { Setting, StartCommand } from "../start/start-command.ts";
import { sourceOf } from "./sites.ts";
import { isBuiltinName } from "./machine/builtins/names.ts";
import type { LaunchSite } from "./machine/process.ts";
import type { Play, ProcessNode } from "./stop.ts";

/** An ENTRYPOINT or CMD that Docker hands to a shell as one string. */
export interface ShellForm {
  readonly instruction: "ENTRYPOINT" | "CMD";
  readonly string: MappedText;
  readonly span: Span;
  /** The program that Docker puts in front: `/bin/sh` unless SHELL says otherwise. */
  readonly shell: string;
  /** Nothing else of the start command would change with the form: no other words, no SHELL of its own. */
  readonly standsAlone: boolean;
  /** The string starts like JSON, but is none that Docker takes. */
  readonly looksLikeJson: boolean;
  /** The words as they stand in the file, where all of them are plain text; null where they need a shell. */
  readonly words: readonly PlainWord[] | null;
  /** The command that the shell becomes by itself, without `exec`; null where it does not. */
  readonly becomes: LaunchSite | null;
}

export interface PlainWord {
  readonly text: string;
  readonly span: Span;
}

/** The shell form in force: behind ENTRYPOINT's shell nothing reads the words of CMD. */
export function findShellForms(command: StartCommand, plays: readonly Play[]): readonly ShellForm[] {
  const { entrypoint, cmd } = command;
  if (entrypoint?.form === "shell") return shellFormOf("ENTRYPOINT", entrypoint, cmd === null, command, plays);
  if (cmd?.form === "shell") return shellFormOf("CMD", cmd, entrypoint === null, command, plays);
  return [];
}

function shellFormOf(
  instruction: ShellForm["instruction"],
  { words, origin, form }: Setting,
  isAlone: boolean,
  command: StartCommand,
  plays: readonly Play[],
): readonly ShellForm[] {
  const string = words.at(-1)?.mapped ?? null;
  const [shell] = words;
  if (form !== "shell" || string === null || shell === undefined || origin.kind !== "file") return [];
  const isDefault = (from: Origin): boolean => from.kind === "docker";
  return [
    {
      instruction,
      string,
      span: origin.span,
      shell: shell.text,
      standsAlone: isAlone && isDefault(shell.origin),
      looksLikeJson: /^\[(?!\[?\s)/.test(string.text),
      words: plainWords(string),
      becomes: plays.map(({ tree }) => becomes(tree, string, command)).find((site) => site !== null) ?? null,
    },
  ];
}

function becomes(node: ProcessNode, string: MappedText, command: StartCommand): LaunchSite | null {
  const own = node.launches.find(
    ({ hop, site }) => hop === "implicit-exec" && site !== null && sourceOf(site, command.argv) === string,
  );
  if (own !== undefined) return own.site;
  return node.children.map((child) => becomes(child, string, command)).find((site) => site !== null) ?? null;
}

/** The words of a string that is one command of plain text; null where a shell would do more than split it. */
function plainWords(string: MappedText): readonly PlainWord[] | null {
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
    if (text === null) return null;
    rest += string.text.slice(end, word.pos);
    end = word.end;
    words.push({ text, span: spanOf(string, word.pos, word.end) });
  }
  return (rest + string.text.slice(end)).trim() === "" ? words : null;
}

function plainText({ text, value, parts = [] }: Word): string | null {
  if (text.includes("\\") || /^~|[*?[\]{}!$`]/.test(text)) return null;
  const isPlain = parts.every(
    (part) =>
      part.type === "Literal" ||
      part.type === "SingleQuoted" ||
      (part.type === "DoubleQuoted" && part.parts.every((inner) => inner.type === "Literal")),
  );
  return isPlain ? value : null;
}
