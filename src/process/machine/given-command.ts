import { HOLE } from "../hole.ts";
import type { Scene } from "../scene.ts";
import type { Argument } from "./argument.ts";
import type { Frame, Stack } from "./frames.ts";
import type { Process, ShellBody } from "./process.ts";
import type { System } from "./system.ts";

/** The container's command, as the script has it that is started with it: `$1` and on. */
export interface GivenCommand {
  /** The words of the image's own command; a shell that has this very list has them from its start. */
  readonly words: readonly string[];
  /** The words where another command is given, which nobody knows. */
  readonly others: readonly string[];
}

/**
 * The container's command as a process has it that has just become a shell with `argv`; null where it has become something
 * else, or what it runs is itself a part of the command.
 */
export function givenCommand(
  { argv: all, fixedWords }: Scene,
  { body }: Process,
  argv: readonly Argument[],
): GivenCommand | null {
  if (fixedWords === undefined || body.kind !== "shell" || argv.at(-1) !== all.at(-1)) return null;
  const fixed = body.positional.length - (all.length - fixedWords);
  return fixed < 0 ? null : { words: body.positional, others: [...body.positional.slice(0, fixed), HOLE] };
}

/** A copy of the machine in which another command was given from the start, as far as nothing has looked at it yet. */
export function withOtherCommand(system: System, given: GivenCommand): System {
  const copy = system.clone();
  copy.given = null;
  copy.passed = [];
  for (const { body } of copy.living()) if (body.kind === "shell") giveOthers(body, given);
  return copy;
}

function giveOthers(shell: ShellBody, { words, others }: GivenCommand): void {
  const exchange = (frame: Frame): Frame =>
    (frame.kind === "call" || frame.kind === "source") && frame.positional === words
      ? { ...frame, positional: others }
      : frame;
  const rebuild = (stack: Stack | null): Stack | null => {
    if (stack === null) return null;
    const [frame, below] = [exchange(stack.frame), rebuild(stack.below)];
    return frame === stack.frame && below === stack.below ? stack : { frame, below };
  };
  shell.frames = rebuild(shell.frames);
  if (shell.positional === words) shell.positional = others;
}
