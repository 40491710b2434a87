import type { Span } from "../span.ts";
import { absoluteImagePath } from "./image-path.ts";

/** A simple command of a RUN step: its words, null where only the build knows them. */
export interface RunCommand {
  readonly name: string;
  readonly args: readonly (string | null)[];
  readonly cwd: string | null;
  readonly span: Span;
}

/** Words that are no options; `valued` are the letters of options that take the next word. */
export function operands(command: RunCommand, valued: string): readonly (string | null)[] {
  return readOptions(command, valued).rest;
}

export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string | null>;
  readonly rest: readonly (string | null)[];
}

/** Splits words as getopt does: `-rf`, `-t dir`, `-tdir`, `--long=value`; `--` ends the options. */
export function readOptions(
  command: RunCommand,
  valued: string,
  longValued: readonly string[] = [],
): Options {
  const flags = new Set<string>();
  const values = new Map<string, string | null>();
  const rest: (string | null)[] = [];
  const words = [...command.args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === null || word === "-" || !word.startsWith("-")) rest.push(word);
    else if (word === "--") rest.push(...words.splice(0));
    else if (word.startsWith("--")) {
      const [name = "", ...value] = word.slice(2).split("=");
      if (value.length > 0) values.set(name, value.join("="));
      else if (longValued.includes(name)) values.set(name, words.shift() ?? null);
      else flags.add(name);
    } else {
      const at = [...word.slice(1)].findIndex((letter) => valued.includes(letter));
      const letters = at === -1 ? word.slice(1) : word.slice(1, at + 1);
      for (const letter of letters) flags.add(letter);
      const option = at === -1 ? null : (word[at + 1] ?? null);
      if (option !== null)
        values.set(option, word.length > at + 2 ? word.slice(at + 2) : (words.shift() ?? null));
    }
  }
  return { flags, values, rest };
}

/** The operands as absolute paths; those that only the build knows are left out. */
export function paths(command: RunCommand, words: readonly (string | null)[]): readonly string[] {
  return words
    .map((word) => (word === null ? null : absoluteImagePath(word, command.cwd)))
    .filter((path) => path !== null);
}
