import { spanOf } from "../../mapped-text.ts";
import type { Span } from "../../span.ts";
import type { Call } from "./builtins/call.ts";

/** What a shell sends because of the stop, to one target of a `kill`. */
export interface Sent {
  /** The shell that reads the script, also where a subshell of it sends. */
  readonly by: number;
  /** Without `SIG`, `0` where it only asks; null where the shell does not know it. */
  readonly signal: string | null;
  /** The command as it is written. */
  readonly command: string;
  /** Where it stands. */
  readonly span: Span;
  /** What the target came to; null where there was none. */
  readonly target: string | null;
  /** Those who got it. */
  readonly to: readonly number[];
}

/** Remembers what a command sends, once the container is being stopped. */
export function noteSent(
  { system, shell, script: { source }, node }: Call,
  { signal, target, to }: Pick<Sent, "signal" | "target" | "to">,
): void {
  if (system.stoppedAt === null) return;
  const command = source.text.slice(node.pos, node.end);
  const span = spanOf(source, node.pos, node.end);
  system.sent = [...system.sent, { by: shell.dollar, signal, command, span, target, to }];
}
