import type { ShellName } from "../../../start/base-image.ts";
import type { Successors } from "../fork.ts";
import { alias, unalias } from "./alias.ts";
import type { Builtin, Call } from "./call.ts";
import { declare, local } from "./declare.ts";
import { breakLoop, continueLoop, exit, returnFrom } from "./flow.ts";
import { getopts } from "./getopts.ts";
import { bringToForeground, disown, listJobs } from "./jobs.ts";
import { kill } from "./kill.ts";
import { calculateEach } from "./let.ts";
import { mapfile } from "./mapfile.ts";
import { hasBuiltin } from "./names.ts";
import { changeDirectory, echo, printf, printWorkdir } from "./output.ts";
import { read } from "./read.ts";
import { command, evaluate, execCommand, sourceFile } from "./run.ts";
import { set, shift, shopt, unset } from "./state.ts";
import { test } from "./test.ts";
import { trap } from "./trap.ts";
import { type } from "./type.ts";
import { waitFor } from "./wait.ts";

function succeed({ shell }: Call): Successors {
  shell.status = 0;
  return null;
}

function fail({ shell }: Call): Successors {
  shell.status = 1;
  return null;
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [":", succeed],
  ["true", succeed],
  ["false", fail],
  [".", sourceFile],
  ["source", sourceFile],
  ["[", test],
  ["[[", test],
  ["test", test],
  ["alias", alias],
  ["bg", succeed],
  ["break", breakLoop],
  ["builtin", command],
  ["cd", changeDirectory],
  ["command", command],
  ["continue", continueLoop],
  ["declare", declare],
  ["disown", disown],
  ["echo", echo],
  ["eval", evaluate],
  ["exec", execCommand],
  ["exit", exit],
  ["export", declare],
  ["fg", bringToForeground],
  ["getopts", getopts],
  ["jobs", listJobs],
  ["kill", kill],
  ["let", calculateEach],
  ["local", local],
  ["logout", exit],
  ["mapfile", mapfile],
  ["printf", printf],
  ["pwd", printWorkdir],
  ["read", read],
  ["readarray", mapfile],
  ["readonly", declare],
  ["return", returnFrom],
  ["set", set],
  ["shift", shift],
  ["shopt", shopt],
  ["trap", trap],
  ["type", type],
  ["typeset", declare],
  ["unalias", unalias],
  ["unset", unset],
  ["wait", waitFor],
]);

/** The builtin of that name in this shell. Those that change nothing that matters here just succeed. */
export function builtinNamed(name: string, shell: ShellName): Builtin | undefined {
  return hasBuiltin(name, shell) ? (BUILTINS.get(name) ?? succeed) : undefined;
}
