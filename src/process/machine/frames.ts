import type { ShellScript } from "../../shell/parse.ts";
import type {
  AndOr,
  Case,
  Command,
  For,
  If,
  Select,
  Statement,
  SyntaxNode,
  While,
} from "../../shell/syntax.ts";
import type { CowMap } from "./cow-map.ts";
import type { OpenSubstitution, Trap } from "./process.ts";
import type { Sink, Stdin } from "./streams.ts";
import type { OutputPart } from "./substitutions.ts";
import type { Waiting } from "./waiting.ts";

/** How a command is run because of where it stands. */
export interface Flow {
  /** The last thing its process does, in a place where this shell then becomes the command instead of starting it. */
  readonly tail: boolean;
  /** Its status is looked at, so `set -e` does not apply (POSIX, `set`). */
  readonly tested: boolean;
  /** All that its process was forked for: what redirects it redirects the process. */
  readonly whole?: true;
}

export const PLAIN: Flow = { tail: false, tested: false };

interface InScript {
  readonly script: ShellScript;
  readonly flow: Flow;
}

/** What a shell still has to do: the top of its stack is what it does now. */
export type Frame =
  | (InScript & {
      readonly kind: "list";
      readonly statements: readonly Statement[];
      readonly index: number;
      /** For how many commands of the statement at hand bash's DEBUG trap has run. */
      readonly traced?: number;
    })
  | (InScript & { readonly kind: "and-or"; readonly node: AndOr; readonly index: number })
  | { readonly kind: "negate" }
  | (InScript & { readonly kind: "if"; readonly node: If; readonly clause: number })
  | (InScript & {
      readonly kind: "loop";
      readonly node: While;
      readonly phase: "clause" | "body";
      readonly iteration: number;
      /** How often the ways had parted when this round began, and in how many rounds they did. */
      readonly parted: number;
      readonly openRounds: number;
    })
  | (InScript & {
      readonly kind: "for";
      readonly node: For | Select;
      /** Null until the word list is expanded. */
      readonly items: readonly string[] | null;
      readonly index: number;
      /** Words at hand that nobody knows: whether there are any. */
      readonly some: "taken" | null;
      readonly parted: number;
      readonly openRounds: number;
    })
  | (InScript & {
      readonly kind: "case";
      readonly node: Case;
      readonly word: string | null;
      readonly item: number;
      /** The item before ended in `;&`: this one runs whatever its pattern. */
      readonly fallsThrough: boolean;
    })
  /** A command whose substitutions run first; `fields` once its words are expanded. */
  | (InScript & {
      readonly kind: "command";
      readonly node: Command;
      readonly fields: readonly Field[] | null;
      /** bash's DEBUG trap has run. */
      readonly traced?: true;
    })
  /** A condition such as `[[ … ]]` or `(( … ))`, whose substitutions run first. */
  | (InScript & { readonly kind: "condition"; readonly node: SyntaxNode; readonly round: number })
  /** Takes the output of an ended command substitution. */
  | {
      readonly kind: "substituted";
      readonly part: OutputPart;
      readonly pid: number;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly positional: readonly string[];
      readonly locals: Locals;
      /** Traps of the caller that the function does not inherit. */
      readonly hidden: ReadonlyMap<string, Trap>;
      /** bash's RETURN trap has run. */
      readonly traced?: true;
    }
  | {
      readonly kind: "source";
      readonly positional: readonly string[] | null;
      readonly caught: boolean;
      readonly traced?: true;
    }
  /** Reads what `eval` was given; behind `command` (`caught`) an error in it ends no more than that. */
  | { readonly kind: "eval"; readonly caught: boolean }
  /** The shell cannot read on: a syntax error. */
  | {
      readonly kind: "unreadable";
      readonly of: RunTimeText;
      readonly isCutOff: boolean;
    }
  | ({ readonly kind: "redirected" } & Streams)
  /** Looks whether the command before has failed, for `set -e` and, where one was set, for bash's ERR trap. */
  | { readonly kind: "errexit"; readonly onError: boolean; readonly decided?: true }
  /** A running trap action; afterwards `$?` is what it was. */
  | { readonly kind: "trap"; readonly signal: string; readonly status: Status }
  /** Gives the status of what a trap has interrupted. */
  | { readonly kind: "interrupted"; readonly status: Status }
  /** Goes on waiting behind a trap that ran meanwhile. */
  | { readonly kind: "again"; readonly waiting: Waiting }
  /** Leaves with the status that stands now. */
  | { readonly kind: "exit"; readonly ofSignal?: true };

/** What redirections change, to be put back when they are over. */
export interface Streams {
  readonly stdin: Stdin;
  readonly stdout: Sink;
  readonly substitutions: readonly OpenSubstitution[];
}

/** A word of a command after expansion. `word` is the source word where it gave just this field. */
export interface Field {
  readonly text: string;
  readonly word: { readonly pos: number; readonly end: number } | null;
}

/** `$?`; unknown after a program whose status the files do not tell. */
export type Status = number | "unknown";

/** Variables to put back when a function returns: the value before `local`. */
export type Locals = CowMap<string, Variable | undefined>;

/** The value of a variable: one of a few texts (after paths have met), an array, a reference, or nothing since `unset`. */
export type Variable =
  | { readonly kind: "scalar"; readonly texts: readonly string[] }
  | {
      readonly kind: "array";
      readonly items: readonly string[];
      readonly keys: readonly string[];
      /** `declare -A`: the keys are words. */
      readonly byWord?: true;
    }
  /** `declare -n`: another variable, by its name, which may not be known. */
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "unset" };

/** What reads a text that is made while the script runs. */
export type RunTimeText = "eval" | "source" | "trap";

export interface Stack {
  readonly frame: Frame;
  readonly below: Stack | null;
}

const ids = new WeakMap<object, number>();
/**
 * All of one length, so that a key is as long for the first script of a run as for the last: what comparing may cost, and
 * with it what is found, does not hang on what else was read.
 */
let nextId = 1_000_000;

/** A number for a syntax node, the same for as long as the node lives. */
export function nodeNumber(node: object): number {
  const known = ids.get(node);
  if (known !== undefined) return known;
  ids.set(node, nextId);
  return nextId++;
}

/** Where a frame stands and how far it has come: orders machines in program order and tells whether two are at one place. */
export function framePosition(frame: Frame): readonly [node: number, progress: number] {
  switch (frame.kind) {
    case "list":
      return [frame.statements[0] === undefined ? 0 : nodeNumber(frame.statements[0]), frame.index];
    case "and-or":
      return [nodeNumber(frame.node), frame.index];
    case "negate":
      return [0, 0];
    case "if":
      return [nodeNumber(frame.node), frame.clause];
    case "loop":
      return [nodeNumber(frame.node), frame.iteration * 2 + (frame.phase === "body" ? 1 : 0)];
    case "for":
      return [nodeNumber(frame.node), frame.index];
    case "case":
      return [nodeNumber(frame.node), frame.item];
    case "command":
      return [nodeNumber(frame.node), frame.fields === null ? 0 : 1];
    case "condition":
      return [nodeNumber(frame.node), frame.round];
    case "substituted":
      return [nodeNumber(frame.part), 0];
    case "call":
    case "source":
    case "eval":
    case "unreadable":
    case "redirected":
    case "trap":
    case "errexit":
    case "interrupted":
    case "again":
    case "exit":
      return [0, 0];
  }
}

/** Whether a shell is in the middle of such a thing. */
export function hasFrame(stack: Stack | null, kind: Frame["kind"]): boolean {
  for (let at = stack; at !== null; at = at.below) if (at.frame.kind === kind) return true;
  return false;
}
