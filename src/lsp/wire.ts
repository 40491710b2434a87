import type { Readable, Writable } from "node:stream";

/** What a language server talks through, and how it hears that it is to end. */
export interface Wire {
  readonly input: Readable;
  readonly output: Writable;
  /** Calls back when the process is told to end. */
  readonly onStop: (stop: () => void) => void;
}
