import type { Assignment } from "../../shell/syntax.ts";
import { assignVariable } from "./assignments.ts";
import type { Call } from "./builtins/call.ts";
import { isSpecialBuiltin } from "./builtins/names.ts";
import type { Variable } from "./frames.ts";
import type { ShellBody } from "./process.ts";

/** What is assigned in front of it lasts longer than the builtin does by itself (POSIX, 2.9.1). */
export function runsInside(name: string): boolean {
  return isSpecialBuiltin(name) || ["builtin", "command", "source"].includes(name);
}

export type Valued = readonly [name: string, value: Variable | undefined];

export function valued({ variables }: ShellBody, name: string): Valued {
  return [name, variables.get(name)];
}

export function putBack({ variables }: ShellBody, before: readonly Valued[]): void {
  for (const [name, value] of before)
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
}

/** `name=value command`: bash passes over one that is `readonly`. */
export function assignInFront(call: Call, assignments: readonly Assignment[]): void {
  for (const assignment of assignments)
    if (!call.shell.readonlyNames.has(assignment.name)) assignVariable(call, assignment);
}

export function exportAssigned(shell: ShellBody, assignments: readonly Assignment[]): void {
  shell.exported = shell.exported.with(assignments.map(({ name }) => name));
}
