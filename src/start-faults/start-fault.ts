import type { Edit, TraceStep } from "../diagnostic.ts";
import type { Span } from "../span.ts";

/** Why a start command does not start what its author meant, or why nobody can start it. */
export type StartFault =
  | MalformedArray
  | DiscardedCommand
  | DroppedRest
  | MissingFile
  | LockedFile
  | CarriageReturns
  | InterpreterFault;

interface Placed {
  readonly span: Span;
  readonly trace: readonly TraceStep[];
  /** The container surely does not start what is meant; else it hangs on what the files do not tell. */
  readonly certain: boolean;
}

/** A mend in the file, and whether it changes nothing but the fault. */
export interface Mend {
  readonly edits: readonly Edit[];
  readonly safe: boolean;
}

/** An ENTRYPOINT or CMD in brackets that is not the array its author meant. */
export interface MalformedArray extends Placed {
  readonly kind: "malformed-array";
  readonly instruction: "ENTRYPOINT" | "CMD";
  readonly fault: ArrayFault;
  readonly mend: Mend | null;
}

export type ArrayFault =
  /** No JSON, so Docker takes it for shell form; `detail` is a clause. */
  | { readonly kind: "not-json"; readonly detail: string }
  /** JSON, but not of strings alone: the build fails. */
  | { readonly kind: "not-strings" }
  /** A whole command line in one string, which is the name of the program then. */
  | { readonly kind: "one-string"; readonly word: string }
  /** Variables that nobody expands; `inProgram`: in the very name of the program. */
  | { readonly kind: "variables"; readonly names: readonly string[]; readonly inProgram: boolean }
  /** `&&` and the like as a string of its own, an argument like any other. */
  | { readonly kind: "operator"; readonly word: string; readonly program: string }
  /** A word that only a shell knows (`exec`, `source`), where a program is to stand. */
  | { readonly kind: "builtin"; readonly word: string }
  /** `NAME=value` where a program is to stand. */
  | { readonly kind: "assignment"; readonly word: string };

/** A CMD whose words nobody reads. */
export interface DiscardedCommand extends Placed {
  readonly kind: "discarded-command";
  /** `shell-form`: ENTRYPOINT is; `string`: it is `sh -c "…"`; `command-name`: `sh -c` takes the first word alone. */
  readonly by: "shell-form" | "string" | "command-name";
  /** What is started instead. */
  readonly starts: string;
}

/** A string of compose that ends at an operator, since no shell reads it. */
export interface DroppedRest extends Placed {
  readonly kind: "dropped-rest";
  readonly setting: "entrypoint" | "command";
  readonly operator: string;
  /** What is started, as a line, and what stands behind the operator. */
  readonly starts: string;
  readonly rest: string;
}

/** A file that the start command names and the image will not have. */
export interface MissingFile extends Placed {
  readonly kind: "missing-file";
  readonly name: string;
  readonly evidence: MissingEvidence;
}

export type MissingEvidence =
  /** `.dockerignore` keeps it out of the build; `line` is the line that does. */
  | { readonly kind: "ignored"; readonly file: string; readonly by: string; readonly line: string }
  /** A bare name, and the file lies in a folder that is not in PATH. */
  | { readonly kind: "not-in-path"; readonly at: string }
  /** A COPY puts a file of that name elsewhere. */
  | { readonly kind: "elsewhere"; readonly at: string }
  /** A RUN step removes it or moves it away: a clause. */
  | { readonly kind: "removed"; readonly reason: string }
  /** Another stage has it, and no COPY brings it over. */
  | { readonly kind: "other-stage"; readonly stage: string }
  /** The image starts from scratch, and no step brings it. */
  | { readonly kind: "scratch" }
  /** The image is at hand, and has no such file: a clause that says so. */
  | { readonly kind: "not-in-image"; readonly reason: string };

/** A file that is run directly and that nobody may execute. */
export interface LockedFile extends Placed {
  readonly kind: "locked-file";
  readonly name: string;
  /** The file of the build context; null for one that the Dockerfile makes. */
  readonly file: string | null;
  readonly mend: Mend | null;
  readonly broughtBy: "build" | "file-mount" | "text-mount";
}

/** A script whose lines end in CR LF. */
export interface CarriageReturns extends Placed {
  readonly kind: "carriage-returns";
  readonly file: string;
  /** What the kernel is asked for: `/bin/sh\r` without the `\r`; null where a shell is told to read the script. */
  readonly interpreter: string | null;
  readonly mend: Mend | null;
}

/** A script or string that nobody can run as it is written. */
export interface InterpreterFault extends Placed {
  readonly kind: "interpreter";
  readonly fault: /** A script without a `#!` line, which the kernel refuses; `mark`: a byte order mark hides the line. */
    | {
        readonly kind: "no-shebang";
        readonly name: string;
        readonly hidden: "byte-order-mark" | "lines-above" | null;
      }
    /** The image has no such interpreter. `needs` is what asks for it. */
    | { readonly kind: "lacking"; readonly program: string; readonly needs: Needs; readonly image: string }
    /** `exec NAME=value app` */
    | { readonly kind: "exec-assignment"; readonly word: string };
  readonly mend: Mend | null;
}

export type Needs =
  | { readonly kind: "script"; readonly file: string }
  | { readonly kind: "shell-form"; readonly instruction: "ENTRYPOINT" | "CMD" }
  | { readonly kind: "command" };
