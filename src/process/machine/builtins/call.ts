import type { ShellScript } from "../../../shell/parse.ts";
import type { Command } from "../../../shell/syntax.ts";
import type { Argument } from "../argument.ts";
import type { Successors } from "../fork.ts";
import type { Flow } from "../frames.ts";
import type { Process, ShellBody } from "../process.ts";
import type { System } from "../system.ts";

/** A command at hand: its words after expansion, `words[0]` being its name. */
export interface Call {
  readonly system: System;
  readonly process: Process;
  readonly shell: ShellBody;
  readonly script: ShellScript;
  readonly node: Command;
  readonly flow: Flow;
  readonly args: readonly Argument[];
  readonly words: readonly string[];
  /** Behind `command`, where an error of a special builtin does not end the shell (POSIX, command). */
  readonly behindCommand?: true;
}

export type Builtin = (call: Call) => Successors;
