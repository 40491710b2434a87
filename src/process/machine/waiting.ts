import type { Stdin } from "./streams.ts";

/** The variables that `read` fills. */
export interface ReadInto {
  readonly names: readonly string[];
  /** `-a`: the only name is that of an array. */
  readonly isArray: boolean;
  /** `$IFS` at that time; null where it is as always, or the files do not tell. */
  readonly separators: string | null;
}

/** What a shell waits for. */
export type Waiting =
  /** Its foreground: no trap runs before all of it has ended, but for one in the middle of `readsOutput`. */
  | {
      readonly kind: "foreground";
      readonly pids: readonly number[];
      readonly last: number;
      /**
       * It reads what they print to its end: whoever they have started and who still writes there keeps it waiting. bash
       * does so inside of its builtins, `eval`, `.` and `mapfile`, with its traps on (lib/sh/zread.c, zread).
       */
      readonly readsOutput?: { readonly withTraps: boolean };
    }
  | {
      /** The `wait` builtin: a trap interrupts it. */
      readonly kind: "wait";
      /** `all`: every child; `each`: those named; `any`: the first of them; `success`: the first that ends with 0. */
      readonly mode: "all" | "each" | "any" | "success";
      readonly pids: readonly number[];
      /** The status it gives; null for that of the last child. */
      readonly status: number | null;
    }
  /** The `read` builtin. */
  | {
      readonly kind: "input";
      readonly from: Stdin;
      readonly into: ReadInto;
      /** It has not come to reading yet: opening a named pipe lasts until somebody writes to it. */
      readonly opens: boolean;
      /** When it gives up (`read -t`); null where it does not. */
      readonly until: number | null;
    };
