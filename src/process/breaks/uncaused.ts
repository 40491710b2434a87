import type { Start } from "../../start/start-command.ts";
import type { ShellForm } from "../shell-form.ts";
import type { ProcessNode } from "../stop.ts";
import type { ShellBreak } from "./break.ts";

/** A shell that breaks the way, before it is known why. */
export type Uncaused = Omit<ShellBreak, "cause" | "forwardings">;

/** What the cause is looked for in. */
export interface CauseContext {
  /** The stop signal without `SIG`. */
  readonly signal: string;
  /** From PID 1 to the shell, both included. */
  readonly path: readonly ProcessNode[];
  readonly shellForms: readonly ShellForm[];
  readonly sources: ReadonlyMap<string, string>;
  readonly start: Start;
}
