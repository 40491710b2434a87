import type { ShellScript } from "../../../shell/parse.ts";
import { HOLE, isKnown } from "../../hole.ts";
import type { Variable } from "../frames.ts";
import type { Process, ShellBody } from "../process.ts";
import { referredName } from "../references.ts";
import type { System } from "../system.ts";
import { hasSomeWords, wordAt } from "../word-list.ts";

/** Who expands: a shell, in a script, in a machine. */
export interface Expander {
  readonly system: System;
  readonly process: Process;
  readonly shell: ShellBody;
  readonly script: ShellScript;
}

/** What a parameter stands for: one of several texts, or a list (`$@`, arrays). `null` is surely unset. */
export type Looked =
  | { readonly kind: "texts"; readonly texts: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly string[]; readonly keys?: readonly string[] }
  | { readonly kind: "unset" };

/** The most alternatives that a word is followed with; beyond that it is unknown. */
export const MOST_ALTERNATIVES = 4;

export function text(...texts: readonly string[]): Looked {
  return { kind: "texts", texts };
}

/** The value of a parameter by its name: special parameters, positional ones, variables, the environment. */
export function lookUp(expander: Expander, name: string): Looked {
  const { system, process, shell } = expander;
  const special = specialParameter(system, process, shell, name);
  if (special !== null) return special;
  if (/^\d+$/.test(name)) {
    const value = wordAt(shell.positional, Number(name) - 1);
    return value === undefined ? { kind: "unset" } : text(value);
  }
  const variable = shell.variables.get(name);
  if (variable?.kind === "reference") return lookUpReferred(expander, variable.name);
  if (variable !== undefined) return fromVariable(variable);
  // Every shell begins with it (POSIX, getopts).
  if (name === "OPTIND") return text("1");
  const own = bashVariable(system, shell, process, name);
  if (own !== null) return own;
  return isSurelyUnset(system, shell, name) ? { kind: "unset" } : text(HOLE);
}

/**
 * Whether a variable that nothing has set yet is empty, not something that the environment brings: the scripts set it
 * themselves, or it has small letters, which are for a script's own variables (POSIX, 8.1), but for those of proxies.
 */
function isSurelyUnset(system: System, shell: ShellBody, name: string): boolean {
  if (shell.assigned.has(name) || system.scene.outside === "closed") return true;
  return /[a-z]/.test(name) && !/_proxy$/.test(name);
}

/**
 * `set -u`: to expand what is not set is an error that ends the shell (POSIX, set). A variable that nothing in the
 * scripts sets must then come from outside, or nobody would run them.
 */
export function noteUnbound({ shell, system }: Expander, value: Looked, name: string): void {
  if (!shell.options.nounset || value.kind !== "unset" || name === "@" || name === "*") return;
  const isSure = system.scene.outside === "closed" || shell.assigned.has(name) || /^[\d!]+$/.test(name);
  if (isSure) shell.failed = "ends";
}

/** The value of what a reference leads to. */
function lookUpReferred(expander: Expander, name: string): Looked {
  const referred = referredName(expander.shell, name);
  if (!isKnown(referred)) return text(HOLE);
  return expander.shell.variables.get(referred)?.kind === "reference"
    ? { kind: "unset" }
    : lookUp(expander, referred);
}

function fromVariable(variable: Exclude<Variable, { kind: "reference" }>): Looked {
  switch (variable.kind) {
    case "scalar":
      return { kind: "texts", texts: variable.texts };
    case "array":
      return { kind: "list", items: variable.items, keys: variable.keys };
    case "unset":
      return { kind: "unset" };
  }
}

/** `$-`: no shell that reads a script is interactive. */
function optionLetters({ shell, options }: ShellBody): string {
  const { errexit, monitor, nounset, commandString } = options;
  const [always, end] = shell === "bash" ? ["h", "B"] : ["", ""];
  return [
    errexit ? "e" : "",
    always,
    monitor ? "m" : "",
    nounset ? "u" : "",
    end,
    commandString && shell !== "dash" ? "c" : "",
  ].join("");
}

function specialParameter(system: System, process: Process, shell: ShellBody, name: string): Looked | null {
  switch (name) {
    case "@":
    case "*":
      return { kind: "list", items: shell.positional };
    case "#":
      return text(hasSomeWords(shell.positional) ? HOLE : String(shell.positional.length));
    case "?":
      return text(shell.status === "unknown" ? HOLE : String(shell.status));
    case "$":
      system.expose(shell.dollar);
      return text(String(shell.dollar));
    case "!":
      return shell.background === null ? { kind: "unset" } : text(String(shell.background));
    case "0":
      return text(shell.zero);
    case "-":
      return text(optionLetters(shell));
    case "PPID": {
      const parent = system.get(shell.dollar)?.parent ?? process.parent;
      system.expose(parent);
      return text(String(parent));
    }
    default:
      return null;
  }
}

function bashVariable(system: System, shell: ShellBody, process: Process, name: string): Looked | null {
  if (name === "PWD") return text(shell.workdir ?? HOLE);
  if (shell.shell !== "bash") return null;
  switch (name) {
    case "BASHPID":
      system.expose(process.pid);
      return text(String(process.pid));
    case "BASH_SOURCE":
      return { kind: "list", items: shell.sources };
    case "FUNCNAME":
      return { kind: "list", items: functionNames(shell) };
    case "BASH":
      return text("/bin/bash");
    case "BASH_VERSION":
      return text(`5.${HOLE}`);
    default:
      return null;
  }
}

function functionNames(shell: ShellBody): readonly string[] {
  const names: string[] = [];
  for (let stack = shell.frames; stack !== null; stack = stack.below) {
    if (stack.frame.kind === "call") names.push(stack.frame.name);
    else if (stack.frame.kind === "source") names.push("source");
  }
  return names.length === 0 ? [] : [...names, "main"];
}
