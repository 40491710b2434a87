import type { MappedText } from "../mapped-text.ts";
import type { Problem, Span } from "../span.ts";

/** A parsed Dockerfile: stages, and the ARGs before the first FROM. */
export interface Dockerfile {
  readonly file: string;
  readonly text: string;
  readonly escape: "\\" | "`";
  readonly syntax: string | null;
  readonly globalArgs: readonly ArgInstruction[];
  readonly stages: readonly Stage[];
  readonly comments: readonly Comment[];
  /** What could not be read; the rest is parsed as far as it goes. */
  readonly problems: readonly Problem[];
}

/** A comment line, `#` included, for ignore comments. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

export interface Stage {
  /** Zero-based position in the file. */
  readonly index: number;
  /** The name after AS, lower case as Docker compares it; null without one. */
  readonly name: string | null;
  /** The image or stage after FROM, as written, variables unexpanded. */
  readonly base: Word;
  readonly platform: Word | null;
  readonly from: Span;
  readonly instructions: readonly Instruction[];
}

/**
 * One word of an instruction as written: variables unexpanded, quotes and escapes still there. Expand it with
 * `expandWord`.
 */
export interface Word {
  readonly raw: string;
  readonly span: Span;
}

/** A string of a JSON array, decoded, with the way back to its characters. `span` includes the quotes. */
export interface ExecWord {
  readonly text: MappedText;
  readonly span: Span;
}

/** Why Docker did not take a bracketed command for JSON, or refuses it. */
export type ExecFormFault =
  | { readonly kind: "not-json"; readonly span: Span; readonly detail: string }
  | { readonly kind: "not-strings"; readonly span: Span };

export type Command =
  | { readonly form: "exec"; readonly argv: readonly ExecWord[]; readonly span: Span }
  | {
      readonly form: "shell";
      /** What the shell sees after `-c`: continuation lines joined, comment lines dropped, heredocs not included. */
      readonly text: MappedText;
      readonly span: Span;
      /** Set where the text starts with `[` but is no array of strings. */
      readonly fault: ExecFormFault | null;
    };

export interface Heredoc {
  /** The delimiter, without quotes. */
  readonly name: string;
  /** A quoted delimiter: variables in the body are not expanded by the builder. */
  readonly quoted: boolean;
  /** `<<-`: leading tabs are stripped, in `body` too. */
  readonly stripTabs: boolean;
  readonly body: MappedText;
}

interface Placed {
  /** From the instruction's keyword to the end of its last line, the newline left out; heredocs included. */
  readonly span: Span;
  readonly keyword: Span;
}

export interface CommandInstruction extends Placed {
  readonly kind: "entrypoint" | "cmd";
  readonly command: Command;
}
export interface RunInstruction extends Placed {
  readonly kind: "run";
  readonly command: Command;
  readonly heredocs: readonly Heredoc[];
}
export interface CopyInstruction extends Placed {
  readonly kind: "copy" | "add";
  /** `--from`, COPY only. */
  readonly from: Word | null;
  readonly chmod: Word | null;
  readonly parents: boolean;
  readonly exclude: readonly Word[];
  /** Heredoc sources stand in `heredocs`, not here. JSON form is decoded to words already. */
  readonly sources: readonly Word[];
  readonly destination: Word;
  readonly heredocs: readonly Heredoc[];
}
export interface SettingInstruction extends Placed {
  readonly kind: "workdir" | "user" | "stopsignal";
  readonly value: Word;
}
export interface ShellInstruction extends Placed {
  readonly kind: "shell";
  readonly argv: readonly ExecWord[];
}
export interface EnvInstruction extends Placed {
  readonly kind: "env";
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
}
export interface ArgInstruction extends Placed {
  readonly kind: "arg";
  readonly assignments: readonly { readonly name: string; readonly value: Word | null }[];
}
export interface OnbuildInstruction extends Placed {
  readonly kind: "onbuild";
  readonly instruction: Instruction;
}
/** EXPOSE, LABEL, VOLUME, HEALTHCHECK, MAINTAINER and unknown ones: nothing that siglint needs. */
export interface OtherInstruction extends Placed {
  readonly kind: "other";
  readonly name: string;
}

export type Instruction =
  | CommandInstruction
  | RunInstruction
  | CopyInstruction
  | SettingInstruction
  | ShellInstruction
  | EnvInstruction
  | ArgInstruction
  | OnbuildInstruction
  | OtherInstruction;
