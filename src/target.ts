import type { TargetId } from "./diagnostic.ts";
import type { Break } from "./process/breaks/break.ts";
import type { DeadCode } from "./process/dead-code.ts";
import type { Note } from "./process/notes/note.ts";
import type { ShellForm } from "./process/shell-form.ts";
import type { SignalFault } from "./process/signal-faults.ts";
import type { Stop } from "./process/stop.ts";
import type { Span } from "./span.ts";
import type { Start } from "./start/start-command.ts";
import type { StartFault } from "./start-faults/start-fault.ts";

/** One target as the stages have judged it: all that rules are told. */
export interface Target {
  readonly id: TargetId;
  readonly start: Start;
  readonly stop: Stop;
  /** Where the stop signal is lost on its way to the services, each place once, in the order of the plays. */
  readonly breaks: readonly Break[];
  /** What is worth a word, though the stop goes as it goes without it. */
  readonly notes: readonly Note[];
  /** Commands of the scripts on the way that can never run. */
  readonly deadCode: readonly DeadCode[];
  /** What is wrong with the stop signal itself. */
  readonly signalFaults: readonly SignalFault[];
  /** The ENTRYPOINT or CMD of the start command that Docker puts behind a shell. */
  readonly shellForms: readonly ShellForm[];
  /** Why the start command cannot start, or starts something else than is meant; each cause once. */
  readonly startFaults: readonly StartFault[];
  /** What the container lays over the image breaks the way; then `breaks` is empty, since it would be whole without. */
  readonly overrideFault: OverrideFault | null;
  /** The start command is a shell, and the image has none. */
  readonly shellMissing: boolean;
  /** A script on the way that no shell reads to its end: its outcome is unknown. Null where there is none. */
  readonly unreadable: string | null;
  /** The texts of the files that spans of this target speak of. */
  readonly sources: ReadonlyMap<string, string>;
}

/** What a container lays over an image breaks the way of the signal, and without it the stop would go well. */
export type OverrideFault = {
  readonly span: Span;
  /** Where the way breaks for it. */
  readonly broken: Break;
} & (
  | {
      /** The image's ENTRYPOINT would stand in front of the same words, as a line; `isAll`: they are all there is. */
      readonly kind: "entrypoint";
      readonly takesAway: string;
      readonly isAll: boolean;
    }
  | { readonly kind: "stop-signal"; readonly was: string; readonly signal: string }
);
