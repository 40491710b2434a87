import type { ShellBody, Trap } from "./process.ts";

/**
 * How bash stands to signals that would end it: from the first EXIT trap or the first `read -t` on it catches them all, to
 * run that trap or to put the terminal back (sig.c, initialize_terminating_signals), and dies of them even as PID 1. A
 * signal that had a trap before that falls back to its default action when that trap is reset.
 */
export interface FatalSignals {
  readonly caught: boolean;
  readonly trappedBefore: ReadonlySet<string>;
  readonly defaulted: ReadonlySet<string>;
}

export const NONE_CAUGHT: FatalSignals = { caught: false, trappedBefore: new Set(), defaulted: new Set() };

/** Whether bash itself catches a signal that has no trap. */
export function catches({ shell, fatalSignals }: ShellBody, signal: string): boolean {
  return shell === "bash" && fatalSignals.caught && !fatalSignals.defaulted.has(signal);
}

/** bash comes to something after which it catches all signals that would end it; once is enough. */
export function catchFatalSignals(shell: ShellBody): void {
  const { caught, trappedBefore } = shell.fatalSignals;
  if (shell.shell === "bash" && !caught)
    shell.fatalSignals = { caught: true, trappedBefore, defaulted: new Set() };
}

/** A trap is about to be set, or reset where `value` is null. */
export function noteTrap(shell: ShellBody, signal: string, value: Trap | null): void {
  const { caught, trappedBefore, defaulted } = shell.fatalSignals;
  if (signal === "EXIT") {
    if (value !== null) catchFatalSignals(shell);
  } else if (value !== null) {
    if (!caught)
      shell.fatalSignals = { caught, trappedBefore: new Set([...trappedBefore, signal]), defaulted };
  } else if (caught && shell.traps.has(signal) && trappedBefore.has(signal)) {
    shell.fatalSignals = { caught, trappedBefore, defaulted: new Set([...defaulted, signal]) };
  }
}
