import type { Severity } from "../../diagnostic.ts";
import type { ShellName } from "../../start/base-image.ts";

/** An option as `--help` shows it. */
export interface Option {
  readonly type: "boolean" | "string";
  readonly describe: string;
  /** Its line in `--help`, where that tells of other options as well. */
  readonly line?: string;
  /** May be given several times. */
  readonly repeatable?: true;
  /** Has no line of its own there: another option tells of it. */
  readonly hidden?: true;
  /** What `--no-…` is for, where people need it. */
  readonly negated?: string;
}

export type Options = Readonly<Record<string, Option>>;

const color: Option = {
  type: "boolean",
  describe: "Colours; --no-color for none",
  hidden: true,
  negated: "No colours",
};

const cache: Option = {
  type: "boolean",
  describe: "Say again what was said while nothing has changed; --no-cache judges anew",
  hidden: true,
  negated: "Judge anew, and remember nothing",
};

const baseImage: Option = {
  type: "string",
  describe: "FROM=ARCHIVE, what docker save wrote of that base image",
  repeatable: true,
  hidden: true,
};

const shared: Options = {
  kind: { type: "string", describe: "What - or a file is: dockerfile, compose, kubernetes" },
  context: {
    type: "string",
    describe: "Build context to take",
    line: "Build context; --target: the stage; --base-image: FROM=ARCHIVE",
  },
  target: { type: "string", describe: "Stage to judge, instead of the last one", hidden: true },
  "stdin-filename": { type: "string", describe: "What to call standard input, the path -", hidden: true },
  cache,
  color,
};

const reportOptions: Options = {
  format: {
    type: "string",
    describe: "text, json, sarif, ...; json:FILE or --output-file for a file",
    repeatable: true,
  },
  "output-file": { type: "string", describe: "Write the report there, not to standard output", hidden: true },
  baseline: { type: "string", describe: "Known findings to leave out; --update-baseline writes it" },
  "update-baseline": { type: "boolean", describe: "Write down what is found as known", hidden: true },
  "fail-on": { type: "string", describe: "Exit with 1 from error, warning or info on; or never" },
  rule: { type: "string", describe: "id:off, or :info, :warning, :error; once for each", repeatable: true },
  quiet: {
    type: "boolean",
    describe: "Errors only",
    line: "Errors only; --verbose: more; --no-color; --no-cache: judge anew",
  },
  verbose: { type: "boolean", describe: "Tell what was resolved, and how, on standard error", hidden: true },
};

const lintOptions: Options = {
  fix: { type: "boolean", describe: "Make the safe fixes; --unsafe-fixes: the others too" },
  diff: { type: "boolean", describe: "Show what --fix would change, and change nothing" },
  "unsafe-fixes": { type: "boolean", describe: "With --fix or --diff: the unsafe ones too", hidden: true },
  ...reportOptions,
  "list-files": { type: "boolean", describe: "List the Dockerfiles and scripts, and do no more" },
  "base-image": baseImage,
  ...shared,
};

const imageOptions: Options = { ...reportOptions, cache, color };

const explainOptions: Options = {
  format: {
    type: "string",
    describe: "text, json or mermaid",
    line: "text, json or mermaid; --no-color; --no-cache: judge anew",
  },
  shell: { type: "string", describe: "What if the shell were dash, bash or ash?" },
  base: { type: "string", describe: "What if FROM named this image?" },
  "base-image": baseImage,
  ...shared,
};

const rulesOptions: Options = {
  format: { type: "string", describe: "text or json", line: "text or json; --no-color" },
  color,
};

const completionOptions: Options = {};

const lspOptions: Options = {
  stdio: { type: "boolean", describe: "Talk on standard input and output, as it does anyway" },
};

/** The options of every command. */
export const optionsOf = {
  lint: lintOptions,
  explain: explainOptions,
  image: imageOptions,
  rules: rulesOptions,
  lsp: lspOptions,
  completion: completionOptions,
} as const;

export type CommandName = keyof typeof optionsOf;

/** In the order of `--help`. */
export const commandNames = ["lint", "explain", "image", "rules", "lsp", "completion"] as const;

/** What to type for a command. */
export function callOf(command: CommandName): string {
  return command === "lint" ? "siglint" : `siglint ${command}`;
}

/** Whether a word is a command's name; `lint` is the one without. */
export function isCommand(word: string): word is Exclude<CommandName, "lint"> {
  return word !== "lint" && Object.hasOwn(optionsOf, word);
}

/** `--fail-on`: how bad a finding must be, as the index of the mildest severity that still counts. */
export const thresholds: Readonly<Record<Severity | "never", number>> = {
  error: 0,
  warning: 1,
  info: 2,
  never: -1,
};

/** As `thresholds`: the worst is 0. */
export const severityRanks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** `--shell`. */
export const shells: Readonly<Record<ShellName, true>> = { ash: true, bash: true, dash: true };
