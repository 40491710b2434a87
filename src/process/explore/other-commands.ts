import type { ShellScript } from "../../shell/parse.ts";
import type { Statement } from "../../shell/syntax.ts";
import type { Frame } from "../machine/frames.ts";
import { withOtherCommand } from "../machine/given-command.ts";
import type { ShellBody } from "../machine/process.ts";
import type { System } from "../machine/system.ts";
import type { Watcher } from "./explore.ts";
import { fullKey } from "./state-key.ts";

/** More than any script has that a person can read. */
const MOST_PARTINGS = 600;

/**
 * Where the ways of a container with another command part from those with the image's own, and where they meet again:
 * what lies in front and behind is played once. They part where a script first looks at its command, and meet where it
 * will not look at it any more, if all else is the same.
 */
export class OtherCommands {
  /** With another command, in front of what looks at it first. */
  readonly partings: System[] = [];
  readonly #behind = new Set<string>();

  /** There are more than are kept, so that nothing can be told of them. */
  get areTooMany(): boolean {
    return this.partings.length > MOST_PARTINGS;
  }

  /** Whether the ways part at all: the command is given to a script. Else another one is another start. */
  isParting = false;

  /** What is to be done in front of each statement of a container with the image's own command, from its start on. */
  partFrom({ given }: System): Watcher["onStatement"] {
    this.isParting = given !== null;
    return (...at) => {
      if (this.isParting) this.#part(...at);
      return true;
    };
  }

  #part(system: System, pid: number, shell: ShellBody): void {
    const { given } = system;
    if (given !== null) {
      if (shell.positional !== given.words || !looksAtCommand(shell.frames?.frame) || this.areTooMany) return;
      this.partings.push(withOtherCommand(system, given));
      system.given = null;
    }
    if (this.partings.length > 0 && isDoneLooking(shell)) this.#behind.add(keyBehind(system, pid));
  }

  /** Whether a way with another command, in front of a statement, goes on as one with the image's own does. */
  hasMet(system: System, pid: number, shell: ShellBody): boolean {
    return isDoneLooking(shell) && this.#behind.has(keyBehind(system, pid));
  }
}

/** All that decides how a machine goes on, but for the words that the shell has and will not look at. */
function keyBehind(system: System, pid: number): string {
  const copy = system.clone();
  const body = copy.get(pid)?.body;
  if (body?.kind === "shell") body.positional = [];
  const assumed = [...system.assumed.entries()].map(([text, taken]) => `${text}=${taken}`).sort();
  return [fullKey(copy), system.wantsCommand, system.clearsUp, ...assumed].join("\n");
}

/** What reads the words that a script was given, as it is written: parameters, and builtins that take them by themselves. */
const LOOKS =
  /\$\{?[#!]{0,2}[@*#1-9]|\b(?:shift|getopts|BASH_ARG[VC])\b|\b(?:for|select)\s+\w+\s*(?:[;#]|do\b)/;

/** What runs a text that siglint has not seen yet, which may look at them. */
const RUNS_TEXT = /\b(?:eval|source|alias)\b|(?:^|[\s;&|(){}!])\.\s/;

const looking = new WeakMap<Statement, boolean>();

/** Whether a shell that has this to do next looks at its words there; functions have words of their own. */
function looksAtCommand(frame: Frame | undefined): boolean {
  const statement = frame?.kind === "list" ? frame.statements[frame.index] : undefined;
  if (frame?.kind !== "list" || statement === undefined || statement.command.type === "Function")
    return false;
  const known = looking.get(statement);
  if (known !== undefined) return known;
  const looks = LOOKS.test(textOf(frame.script, frame.statements, frame.index));
  looking.set(statement, looks);
  return looks;
}

const ends = new WeakMap<readonly Statement[], number>();

/** Whether a shell stands right behind the last statement of its script that looks at its words, or may. */
function isDoneLooking({ frames, traps, aliases }: ShellBody): boolean {
  if (frames?.frame.kind !== "list" || frames.below?.frame.kind !== "exit" || aliases.size > 0) return false;
  const { script, statements, index } = frames.frame;
  const known = ends.get(statements);
  const end = known ?? endOfLooking(script, statements);
  if (known === undefined) ends.set(statements, end);
  return index === end && ![...traps.entries()].some(([, trap]) => trap.kind === "run" && mayLook(trap.text));
}

function endOfLooking(script: ShellScript, statements: readonly Statement[]): number {
  let end = statements.length;
  while (end > 0 && !mayLookIn(script, statements, end - 1)) end--;
  return end;
}

function mayLookIn(script: ShellScript, statements: readonly Statement[], index: number): boolean {
  return statements[index]?.command.type !== "Function" && mayLook(textOf(script, statements, index));
}

function mayLook(text: string): boolean {
  return LOOKS.test(text) || RUNS_TEXT.test(text);
}

/** A statement as it is written; the text of a here-document stands behind what else is on its line. */
function textOf({ source: { text } }: ShellScript, statements: readonly Statement[], index: number): string {
  const end = text.includes("<<") ? text.length : (statements[index + 1]?.pos ?? text.length);
  return text.slice(statements[index]?.pos ?? text.length, end);
}
