import {
  type Frame,
  framePosition,
  type Locals,
  nodeNumber,
  type Stack,
  type Variable,
} from "../machine/frames.ts";
import type { Trap } from "../machine/process.ts";

/** How much of the words that scripts and functions were given counts: all, which command they begin with, or nothing. */
export type WordsThatCount = "all" | "first" | "none";

export function variableKey(variable: Variable): string {
  switch (variable.kind) {
    case "unset":
      return "unset";
    case "reference":
      return `n${variable.name}`;
    case "scalar":
      return `s${JSON.stringify(variable.texts)}`;
    case "array":
      return `a${JSON.stringify(variable.byWord === true ? [variable.items, variable.keys] : variable.items)}`;
  }
}

export function trapsKey(traps: Iterable<readonly [string, Trap]>): string {
  const keys = [...traps].map(
    ([name, trap]) => `${name}${trap.kind === "run" ? nodeNumber(trap.script) : "-"}`,
  );
  return keys.sort().join();
}

export function wordsKey(words: readonly string[], counting: WordsThatCount): string {
  switch (counting) {
    case "all":
      return words.join("\0");
    case "first":
      return words[0] ?? "";
    case "none":
      return "";
  }
}

const stackKeys = {
  all: new WeakMap<Stack, string>(),
  first: new WeakMap<Stack, string>(),
  none: new WeakMap<Stack, string>(),
};

/** What a shell still has to do, as a text; the stack never changes below its top, so that most of it is known already. */
export function framesKey(stack: Stack | null, counting: WordsThatCount): string {
  if (stack === null) return "";
  const known = stackKeys[counting].get(stack);
  if (known !== undefined) return known;
  const key = `${frameKey(stack.frame, counting)} ${framesKey(stack.below, counting)}`;
  stackKeys[counting].set(stack, key);
  return key;
}

function frameKey(frame: Frame, counting: WordsThatCount): string {
  const [node, progress] = framePosition(frame);
  const place = `${frame.kind}${node}:`;
  switch (frame.kind) {
    case "loop":
      // How often a loop has gone round makes no difference to what it does next.
      return place + frame.phase;
    case "condition":
      return place;
    case "call": {
      const locals = counting === "all" ? localsKey(frame.locals) : "";
      return [place, wordsKey(frame.positional, counting), trapsKey(frame.hidden), locals].join("\0");
    }
    case "for":
      return [place + progress, frame.some, ...(frame.items ?? [])].join("\0");
    case "command":
      return [place + progress, ...(frame.fields ?? []).map((field) => field.text)].join("\0");
    case "source":
      return `${place}${frame.positional === null ? "" : `with ${wordsKey(frame.positional, counting)}`}`;
    case "redirected":
      return place + JSON.stringify([frame.stdin, frame.stdout]);
    case "interrupted":
      return `${place}${frame.status}`;
    case "trap":
      return `${place}${frame.signal}${frame.status}`;
    default:
      return place + progress;
  }
}

function localsKey(locals: Locals): string {
  return [...locals.entries()]
    .map(([name, value]) => `${name}=${value === undefined ? "" : variableKey(value)}`)
    .join();
}
