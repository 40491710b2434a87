import type { ShellName } from "../../start/base-image.ts";
import type { ShellOptions } from "./process.ts";

/** Linux signal numbers of x86 and arm (signal(7)), by name without `SIG`. */
// biome-ignore format: a table
const NUMBERS = new Map<string, number>(
  Object.entries({
    HUP: 1, INT: 2, QUIT: 3, ILL: 4, TRAP: 5, ABRT: 6, BUS: 7, FPE: 8, KILL: 9, USR1: 10, SEGV: 11, USR2: 12,
    PIPE: 13, ALRM: 14, TERM: 15, STKFLT: 16, CHLD: 17, CONT: 18, STOP: 19, TSTP: 20, TTIN: 21, TTOU: 22, URG: 23,
    XCPU: 24, XFSZ: 25, VTALRM: 26, PROF: 27, WINCH: 28, IO: 29, PWR: 30, SYS: 31,
  }),
);

const NAMES = new Map([...NUMBERS].map(([name, number]) => [number, name]));

export function signalNumber(name: string): number {
  return NUMBERS.get(name) ?? 15;
}

/** `SIGTERM` or `15` to `TERM`; the text itself where it is no known name. */
export function shortSignal(signal: string): string {
  const name = signal.toUpperCase().replace(/^SIG/, "");
  return NAMES.get(Number(name)) ?? name;
}

/**
 * What a shell takes a signal word of `trap` or `kill` for: the name without `SIG`, `EXIT` for 0; null where this
 * shell does not know it. dash knows no `SIG` prefix (POSIX asks for none).
 */
export function readSignal(word: string, shell: ShellName): string | null {
  if (/^\d+$/.test(word)) return word === "0" ? "EXIT" : (NAMES.get(Number(word)) ?? null);
  const upper = word.toUpperCase();
  const name = shell === "dash" ? upper : upper.replace(/^SIG/, "");
  if (name === "EXIT") return "EXIT";
  if (shell === "bash" && isPseudoSignal(name)) return name;
  if (NUMBERS.has(name)) return name;
  return /^RTM(IN|AX)([+-]\d+)?$/.test(name) ? name : null;
}

/** Signals whose default action is to do nothing or to go on (signal(7)). */
export function isHarmless(name: string): boolean {
  return ["CHLD", "CONT", "URG", "WINCH", "STOP", "TSTP", "TTIN", "TTOU", "0"].includes(name);
}

/** What servers take for the wish to read their configuration again, or to open their logs anew. */
export function isReload(name: string): boolean {
  return ["HUP", "USR1", "USR2", "WINCH"].includes(name);
}

/** `$?` after a signal: 128 and its number (POSIX, 2.8.2). */
export function signalStatus(signal: string): number {
  return 128 + signalNumber(signal);
}

/** What bash's `trap` takes besides signals: events of the shell itself (bash, Bourne Shell Builtins, trap). */
export const PSEUDO_SIGNALS = ["DEBUG", "ERR", "RETURN"] as const;

export type PseudoSignal = (typeof PSEUDO_SIGNALS)[number];

export function isPseudoSignal(name: string): boolean {
  return PSEUDO_SIGNALS.some((one) => one === name);
}

/** Whether functions and subshells run such a trap too: `set -E`, `set -T` (bash, The Set Builtin). */
export function isInherited(name: string, { errtrace, functrace }: ShellOptions): boolean {
  return name === "ERR" ? errtrace : isPseudoSignal(name) && functrace;
}
