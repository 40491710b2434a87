import type { MappedText } from "../../mapped-text.ts";
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
  /\$\{?[#!]{0,2}[@*#1-9]|\b(?:shift|getopts|BASH_ARG[VC])\b|\b(?:for|select)\s+\w+\s*(?:[;#]|do\b)/g;

/** What runs a text that siglint has not seen yet, which may look at them. */
const RUNS_TEXT = /\b(?:eval|source|alias)\b|(?<![^\s;&|(){}!])\.\s/g;

/** Where such things stand in a text: offsets into it, in order. */
interface Places {
  readonly looks: readonly number[];
  readonly runsText: readonly number[];
  /** The text of a here-document stands behind what else is on its line. */
  readonly hasHereDocument: boolean;
}

/** By text, which all the substitutions of a script have in common. */
const known = new WeakMap<MappedText, Places>();

function placesIn({ source }: ShellScript): Places {
  const before = known.get(source);
  if (before !== undefined) return before;
  const { text } = source;
  const places = {
    looks: [...text.matchAll(LOOKS)].map(({ index }) => index),
    runsText: [...text.matchAll(RUNS_TEXT)].map(({ index }) => index),
    hasHereDocument: text.includes("<<"),
  };
  known.set(source, places);
  return places;
}

/** Whether a shell that has this to do next looks at its words there; functions have words of their own. */
function looksAtCommand(frame: Frame | undefined): boolean {
  if (frame?.kind !== "list") return false;
  const { script, statements, index } = frame;
  return isIn(placesIn(script).looks, script, statements, index);
}

const ends = new WeakMap<readonly Statement[], number>();

/** Whether a shell stands right behind the last statement of its script that looks at its words, or may. */
function isDoneLooking({ frames, traps, aliases }: ShellBody): boolean {
  if (frames?.frame.kind !== "list" || frames.below?.frame.kind !== "exit" || aliases.size > 0) return false;
  const { script, statements, index } = frames.frame;
  const before = ends.get(statements);
  const end = before ?? endOfLooking(script, statements);
  if (before === undefined) ends.set(statements, end);
  return (
    index === end && ![...traps.entries()].some(([, trap]) => trap.kind === "run" && mayLook(trap.script))
  );
}

function endOfLooking(script: ShellScript, statements: readonly Statement[]): number {
  const { looks, runsText } = placesIn(script);
  const mayLookAt = (index: number) =>
    isIn(looks, script, statements, index) || isIn(runsText, script, statements, index);
  let end = statements.length;
  while (end > 0 && !mayLookAt(end - 1)) end--;
  return end;
}

function mayLook(script: ShellScript): boolean {
  const { looks, runsText } = placesIn(script);
  return looks.length + runsText.length > 0;
}

/** Whether one of the offsets is in a statement, other than the definition of a function. */
function isIn(
  offsets: readonly number[],
  script: ShellScript,
  statements: readonly Statement[],
  index: number,
): boolean {
  const statement = statements[index];
  if (statement === undefined || statement.command.type === "Function") return false;
  const end = placesIn(script).hasHereDocument ? Infinity : (statements[index + 1]?.pos ?? Infinity);
  return firstFrom(offsets, statement.pos) < end;
}

/** The first of some sorted offsets that is no smaller than `from`; infinity where none is. */
function firstFrom(offsets: readonly number[], from: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? from) < from) low = middle + 1;
    else high = middle;
  }
  return offsets[low] ?? Infinity;
}
