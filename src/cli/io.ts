import type { OpenDisk } from "../context/file-tree.ts";
import type { Wire } from "../lsp/wire.ts";

/** Bytes: more than any stream of manifests has, and few enough to be held at once. */
export const MOST_STDIN = 64 * 1024 * 1024;

/** The outside world, as far as the command needs it; `main.ts` makes it from the process, tests from memory. */
export interface Io {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** The files on disk. */
  readonly disk: OpenDisk;
  /** Milliseconds from any start. */
  readonly now: () => number;
  /** Standard input as text; null where it is larger than `MOST_STDIN`. */
  readonly readStdin: () => Promise<string | null>;
  /** Both streams as they are, for a language server. */
  readonly wire: () => Wire;
  /** Does work that must not stop half-way; a signal that comes meanwhile ends the process right after it. */
  readonly uninterrupted: <T>(work: () => T) => Promise<T>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Writes on standard error what is soon taken away again. */
  readonly flash: (text: string) => void;
  /** Trades time for memory: for a run over so many files that what they leave behind would pile up. */
  readonly saveMemory: () => void;
  /** Lets later runs begin with what this one has compiled: for a run that has done what most do. */
  readonly keepCompiled: () => void;
  /** Lets later runs say the same while all that was looked at is the same: for a run that has only looked and told. */
  readonly rememberRun: () => void;
}
