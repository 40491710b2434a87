import { nameOf } from "../../script/image-path.ts";
import { HOLE, isKnown } from "../hole.ts";

/** How a wrapper reads its own arguments, up to the command. */
export interface Grammar {
  /** Options that take the next word as their value, separated by spaces: `-u --user`. */
  readonly valued?: string;
  /** Words between the options and the command: a user, a duration, a file. */
  readonly skip?: number;
  /** `NAME=value` words may stand before the command. */
  readonly assignments?: boolean;
  /**
   * `getopt` is the default: letters may be bunched and carry their value (`-n19`). `go`: a long name after one dash
   * or two. `none`: no options at all, so an unknown word is no danger. `dashes`: the command follows the first `--`.
   */
  readonly style?: "getopt" | "go" | "none" | "dashes";
}

/** Options by name, with dashes, and their values; the value of a flag is empty. */
export type Options = ReadonlyMap<string, string>;

export type Reading =
  | {
      readonly kind: "read";
      readonly options: Options;
      readonly operands: readonly string[];
      /** Where the command begins in argv; null where there is none. */
      readonly from: number | null;
    }
  | { readonly kind: "unknown"; readonly reason: string };

type Step = { readonly next: number } | { readonly unknown: string };

/** Reads a wrapper's arguments as POSIX.1-2017, Utility Syntax Guidelines, has them: options end at the first operand. */
export function readArguments(argv: readonly string[], grammar: Grammar, start = 1): Reading {
  if (grammar.style === "dashes") return readToDashes(argv, grammar, start);
  const valued = new Set(grammar.valued?.split(" ") ?? []);
  const options = new Map<string, string>();
  const operands: string[] = [];
  const skip = grammar.skip ?? 0;
  let takesOptions = grammar.style !== "none";
  for (let at = start; at < argv.length; ) {
    const word = argv[at] ?? "";
    if (takesOptions && word === "--") {
      takesOptions = false;
      at++;
    } else if (takesOptions && word.startsWith("-") && word !== "-") {
      const step = readOption(argv, at, valued, options, grammar.style === "go");
      if ("unknown" in step) return { kind: "unknown", reason: step.unknown };
      at = step.next;
    } else if (operands.length < skip) {
      operands.push(word);
      at++;
    } else if (grammar.assignments === true && isAssignment(word)) {
      at++;
    } else if (grammar.assignments === true && word === HOLE && at + 1 < argv.length) {
      // `env $SETTINGS app`
      at++;
    } else if (grammar.assignments !== true && takesOptions && skip === 0 && word.startsWith(HOLE)) {
      return { kind: "unknown", reason: `the words after ${baseName(argv[0])} are not known from the files` };
    } else {
      return { kind: "read", options, operands, from: at };
    }
  }
  return { kind: "read", options, operands, from: null };
}

function readToDashes(argv: readonly string[], grammar: Grammar, start: number): Reading {
  const dashes = argv.indexOf("--", start);
  const own = argv.slice(0, dashes < 0 ? argv.length : dashes);
  const found = readArguments(own, { ...grammar, style: "go", skip: own.length }, start);
  if (found.kind === "unknown") return found;
  return { ...found, from: dashes < 0 || dashes + 1 >= argv.length ? null : dashes + 1 };
}

function readOption(
  argv: readonly string[],
  at: number,
  valued: ReadonlySet<string>,
  options: Map<string, string>,
  isGo: boolean,
): Step {
  const word = argv[at] ?? "";
  const equals = word.indexOf("=");
  const name = equals < 0 ? word : word.slice(0, equals);
  const isLong = word.startsWith("--") || isGo;
  if (isLong) {
    if (!isKnown(name)) return { unknown: `an option of ${baseName(argv[0])} is not known from the files` };
    if (equals >= 0) options.set(name, word.slice(equals + 1));
    else if (valued.has(name)) {
      options.set(name, argv[at + 1] ?? "");
      return { next: at + 2 };
    } else options.set(name, "");
    return { next: at + 1 };
  }
  for (let index = 1; index < word.length; index++) {
    const letter = `-${word[index]}`;
    if (!isKnown(letter)) return { unknown: `an option of ${baseName(argv[0])} is not known from the files` };
    if (!valued.has(letter)) {
      options.set(letter, "");
      continue;
    }
    const attached = word.slice(index + 1);
    options.set(letter, attached === "" ? (argv[at + 1] ?? "") : attached);
    return { next: attached === "" ? at + 2 : at + 1 };
  }
  return { next: at + 1 };
}

/** Whether one of the names, separated by spaces, was given. */
export function hasOption(options: Options, names: string): boolean {
  return names.split(" ").some((name) => options.has(name));
}

/** The value of the first of the names, separated by spaces, that was given. */
export function optionValue(options: Options, names: string): string | null {
  for (const name of names.split(" ")) {
    const value = options.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

export function isAssignment(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}

/** `/usr/bin/tini` is tini. */
export function baseName(path: string | undefined): string {
  return path === undefined ? "" : nameOf(path);
}
