import { HOLE } from "../hole.ts";
import type { Frame, Locals, Stack, Variable } from "../machine/frames.ts";
import type { ShellBody } from "../machine/process.ts";
import type { System } from "../machine/system.ts";
import { mergeWords } from "../machine/word-list.ts";
import { mergeSystems, mergeVariables } from "./merge.ts";

/**
 * Makes one machine of two that differ, besides what `mergeSystems` puts together, in the words that scripts and functions
 * were given, and in what they have written so far: where those differ, they may afterwards be any.
 */
export function widenSystems(into: System, other: System): void {
  mergeSystems(into, other);
  for (const process of into.processes.values()) {
    const twin = other.get(process.pid);
    if (twin !== undefined && process.output !== twin.output) process.output = HOLE;
    if (process.body.kind === "shell" && twin?.body.kind === "shell") widenShells(process.body, twin.body);
  }
}

function widenShells(into: ShellBody, other: ShellBody): void {
  into.positional = mergeWords(into.positional, other.positional);
  into.frames = widenStacks(into.frames, other.frames);
}

function widenStacks(a: Stack | null, b: Stack | null): Stack | null {
  if (a === b || a === null || b === null) return a;
  return { frame: widenFrames(a.frame, b.frame), below: widenStacks(a.below, b.below) };
}

function widenFrames(a: Frame, b: Frame): Frame {
  if (a.kind === "call" && b.kind === "call")
    return {
      ...a,
      positional: mergeWords(a.positional, b.positional),
      locals: widenLocals(a.locals, b.locals),
    };
  if (a.kind === "source" && b.kind === "source" && a.positional !== null && b.positional !== null)
    return { ...a, positional: mergeWords(a.positional, b.positional) };
  return a;
}

function widenLocals(a: Locals, b: Locals): Locals {
  const locals = a.clone();
  for (const [name, value] of b.entries()) {
    const before = locals.has(name) ? locals.get(name) : value;
    locals.set(name, widenLocal(before, value));
  }
  return locals;
}

const UNSET: Variable = { kind: "unset" };

function widenLocal(a: Variable | undefined, b: Variable | undefined): Variable | undefined {
  if (a === b) return a;
  return mergeVariables(a ?? UNSET, b ?? UNSET) ?? a;
}
