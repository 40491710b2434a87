import type { Severity } from "../../diagnostic.ts";
import type { TargetFileKind } from "../../discover/target-file.ts";
import type { ExplainFormatName } from "../../report/explain/formats.ts";
import type { FormatName } from "../../report/formats.ts";
import type { RulesFormatName } from "../../report/rules/formats.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { CompletingShell } from "../completion/completion.ts";

/** What the arguments ask for. */
export type Invocation =
  | LintInvocation
  | ExplainInvocation
  | RulesInvocation
  /** The language server. */
  | { readonly command: "lsp" }
  /** The script that lets a shell complete words. */
  | { readonly command: "completion"; readonly shell: CompletingShell }
  /** `--help` and `--version`. */
  | { readonly command: "print"; readonly text: string }
  /** Wrong usage; the message says what to write instead. */
  | { readonly command: "refuse"; readonly message: string };

interface Shared {
  /** As given; the current directory where nothing is given. */
  readonly paths: readonly string[];
  /** Archives of images to look into, as given. */
  readonly images: readonly string[];
  /** Archives that stand for base images, as given. */
  readonly baseImages: readonly BaseImage[];
  /** What a file that is named is taken for; null to tell. */
  readonly kind: TargetFileKind | null;
  readonly context: string | null;
  readonly target: string | null;
  readonly stdinFilename: string;
  /** Whether runs, and layers of archives, are remembered for later runs. */
  readonly cache: boolean;
  /** Null leaves it to the terminal and the environment. */
  readonly color: boolean | null;
}

/** What FROM says, and the archive that has that image. */
export interface BaseImage {
  readonly from: string;
  readonly file: string;
}

export interface LintInvocation extends Shared {
  readonly command: "lint";
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  /** At most one of them goes to standard output. */
  readonly outputs: readonly Output[];
  /** The file of what is known, as given. */
  readonly baseline: string | null;
  readonly updateBaseline: boolean;
  readonly failOn: Severity | "never";
  /** Settings of rules, `id:level`. */
  readonly rules: readonly string[];
  /** Report errors only. */
  readonly quiet: boolean;
  /** Tell what was resolved, and how. */
  readonly verbose: boolean;
  /** List the files, and do no more. */
  readonly listFiles: boolean;
}

/** A report, and where it goes. */
export interface Output {
  readonly format: FormatName;
  /** As given; null for standard output. */
  readonly file: string | null;
}

export interface ExplainInvocation extends Shared {
  readonly command: "explain";
  readonly format: ExplainFormatName;
  readonly shell: ShellName | null;
  readonly base: string | null;
}

/** The list of rules, or the page of one. */
export interface RulesInvocation {
  readonly command: "rules";
  readonly rule: string | null;
  readonly format: RulesFormatName;
  readonly color: boolean | null;
}

/** `siglint` without a single option. */
export function plainInvocation(paths: readonly string[]): LintInvocation {
  return {
    command: "lint",
    paths: paths.length === 0 ? ["."] : paths,
    images: [],
    baseImages: [],
    kind: null,
    context: null,
    target: null,
    stdinFilename: "Dockerfile",
    cache: true,
    color: null,
    fix: false,
    unsafeFixes: false,
    diff: false,
    outputs: [{ format: "text", file: null }],
    baseline: null,
    updateBaseline: false,
    failOn: "warning",
    rules: [],
    quiet: false,
    verbose: false,
    listFiles: false,
  };
}
