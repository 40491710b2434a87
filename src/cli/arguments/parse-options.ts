import parser from "yargs-parser";
import { type TargetFileKind, targetFileKinds } from "../../discover/target-file.ts";
import { meantOr } from "../../nearest-word.ts";
import { explainFormats } from "../../report/explain/formats.ts";
import { rulesFormats } from "../../report/rules/formats.ts";
import { version } from "../../version.ts";
import { completionScripts } from "../completion/completion.ts";
import { type Choice, readChoice } from "./choice.ts";
import {
  type BaseImage,
  type Invocation,
  type LintInvocation,
  type Output,
  plainInvocation,
} from "./invocation.ts";
import { choose, isSet, lastOf, type OptionValues, textOf, wordsOf } from "./option-values.ts";
import {
  type CommandName,
  isCommand,
  type Option,
  type Options,
  optionsOf,
  shells,
  thresholds,
} from "./options.ts";
import { readOutputs } from "./read-outputs.ts";
import { wrongOption } from "./wrong-option.ts";

/** Reads arguments that hold options. Wrong ones are refused with the nearest right one. */
export async function parseInvocation(argv: readonly string[]): Promise<Invocation> {
  const values: OptionValues = parser([...argv], {
    boolean: [...namesOf("boolean"), "help", "h", "version"],
    string: namesOf("string"),
    configuration: {
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "populate--": true,
    },
  });
  const [first, ...others] = wordsOf(values._);
  const command = first !== undefined && isCommand(first) ? first : "lint";
  const words = command === "lint" && first !== undefined ? [first, ...others] : others;
  const operands = [...words, ...wordsOf(values["--"])];
  if (isSet(values, "version")) return { command: "print", text: `${version}\n` };
  if (isSet(values, "help") || isSet(values, "h")) {
    const { helpText } = await import("./help.ts");
    return { command: "print", text: await helpText(command) };
  }
  const wrong = wrongOption(argv, values, command);
  return wrong === null ? readers[command](values, operands) : refuse(wrong);
}

/** The options of that type, of any command. */
function namesOf(type: Option["type"]): string[] {
  const all = Object.values(optionsOf).flatMap((options: Options) => Object.entries(options));
  return all.filter(([, option]) => option.type === type).map(([name]) => name);
}

const readers: Readonly<
  Record<CommandName, (values: OptionValues, operands: readonly string[]) => Invocation>
> = {
  lint: readLint,
  explain: readExplain,
  image: readImage,
  rules: readRules,
  lsp: readLsp,
  completion: readCompletion,
};

function readImage(values: OptionValues, images: readonly string[]): Invocation {
  if (images.length === 0)
    return refuse("siglint image needs an archive: `docker save IMAGE -o image.tar` writes one");
  if (images.includes("-")) return refuse("siglint image reads archives several times: name a file");
  const invocation = readLint(values, []);
  return invocation.command === "lint" ? { ...invocation, paths: [], images } : invocation;
}

function readLint(values: OptionValues, paths: readonly string[]): Invocation {
  const plain = plainInvocation(paths);
  const outputs = readOutputs(wordsOf(values.format), textOf(values, "output-file"));
  if (!outputs.ok) return refuse(outputs.message);
  const failOn = choose(values, "fail-on", thresholds, plain.failOn);
  if (!failOn.ok) return refuse(failOn.message);
  const shared = readShared(values, paths);
  if (!shared.ok) return refuse(shared.message);
  const baseImages = readBaseImages(wordsOf(values["base-image"]));
  if (!baseImages.ok) return refuse(baseImages.message);
  const clash = clashOf(values, paths, outputs.value);
  if (clash !== null) return refuse(clash);
  return {
    ...plain,
    ...shared.value,
    baseImages: baseImages.value,
    fix: isSet(values, "fix"),
    diff: isSet(values, "diff"),
    unsafeFixes: isSet(values, "unsafe-fixes"),
    outputs: outputs.value,
    baseline: textOf(values, "baseline"),
    updateBaseline: isSet(values, "update-baseline"),
    failOn: failOn.value,
    rules: wordsOf(values.rule),
    quiet: isSet(values, "quiet"),
    verbose: isSet(values, "verbose"),
    listFiles: isSet(values, "list-files"),
  };
}

/** Why options do not go with each other, or not with the paths; null where they do. */
function clashOf(values: OptionValues, paths: readonly string[], outputs: readonly Output[]): string | null {
  const [fix, diff] = [isSet(values, "fix"), isSet(values, "diff")];
  const updateBaseline = isSet(values, "update-baseline");
  if (isSet(values, "unsafe-fixes") && !fix && !diff)
    return "--unsafe-fixes says which fixes to make: add --fix to make them, or --diff to see them";
  if (fix && !diff && paths.includes("-"))
    return "--fix cannot change standard input: name the file, or use --diff";
  if (diff && outputs.some(({ file }) => file !== null))
    return "--diff prints a patch in place of a report, so there is none to write into a file";
  if (updateBaseline && textOf(values, "baseline") === null)
    return "--update-baseline needs the file to write: add --baseline FILE";
  if (updateBaseline && (fix || diff))
    return "--update-baseline writes down what is found now: run --fix before, by itself";
  if (isSet(values, "quiet") && isSet(values, "verbose"))
    return "--quiet and --verbose want opposite things: choose one";
  return null;
}

function readExplain(values: OptionValues, paths: readonly string[]): Invocation {
  const plain = plainInvocation(paths);
  const format = choose(values, "format", explainFormats, "text" as const);
  if (!format.ok) return refuse(format.message);
  const shell = choose(values, "shell", shells, null);
  if (!shell.ok) return refuse(shell.message);
  const shared = readShared(values, paths);
  if (!shared.ok) return refuse(shared.message);
  const baseImages = readBaseImages(wordsOf(values["base-image"]));
  if (!baseImages.ok) return refuse(baseImages.message);
  return {
    command: "explain",
    paths: plain.paths,
    images: [],
    ...shared.value,
    baseImages: baseImages.value,
    format: format.value,
    shell: shell.value,
    base: textOf(values, "base"),
  };
}

/** `FROM=ARCHIVE`; what FROM says has no `=` in it. */
function readBaseImages(words: readonly string[]): Choice<readonly BaseImage[]> {
  const value: BaseImage[] = [];
  for (const word of words) {
    const [, from, file] = /^([^=]+)=(.+)$/.exec(word) ?? [];
    if (from === undefined || file === undefined) {
      const message = `--base-image ${word} does not say which FROM it is for: write FROM=ARCHIVE, as in debian:12=debian.tar`;
      return { ok: false, message };
    }
    value.push({ from, file });
  }
  return { ok: true, value };
}

function readRules(values: OptionValues, [rule, ...others]: readonly string[]): Invocation {
  const format = choose(values, "format", rulesFormats, "text" as const);
  if (!format.ok) return refuse(format.message);
  if (others.length > 0)
    return refuse("siglint rules shows the page of one rule: name one, or none for the list");
  return { command: "rules", rule: rule ?? null, format: format.value, color: colorOf(values) };
}

function readLsp(_: OptionValues, [operand]: readonly string[]): Invocation {
  if (operand === undefined) return { command: "lsp" };
  return refuse("siglint lsp takes no paths: the editor tells it what is open");
}

function readCompletion(_: OptionValues, [shell, ...others]: readonly string[]): Invocation {
  if (shell === undefined || others.length > 0) {
    return refuse("siglint completion needs one shell: bash, zsh or fish");
  }
  const choice = readChoice("completion", shell, completionScripts);
  if (choice.ok) return { command: "completion", shell: choice.value };
  const names = Object.keys(completionScripts);
  const advice = meantOr(shell, names, `choose from ${names.join(", ")}`);
  return refuse(`siglint completion knows no ${shell}; ${advice}`);
}

type SharedOptions = Pick<
  LintInvocation,
  "kind" | "context" | "target" | "stdinFilename" | "cache" | "color"
>;

/** The options that every command about paths has. */
function readShared(values: OptionValues, paths: readonly string[]): Choice<SharedOptions> {
  const kind = choose(values, "kind", targetFileKinds, null);
  if (!kind.ok) return kind;
  const named = textOf(values, "stdin-filename");
  if (named !== null && !paths.includes("-")) {
    const message = "--stdin-filename says what to call standard input, which is the path -: add it";
    return { ok: false, message };
  }
  const value = {
    kind: kind.value,
    context: textOf(values, "context"),
    target: textOf(values, "target"),
    stdinFilename: named ?? nameOfStdin(kind.value),
    cache: lastOf(values.cache) !== false,
    color: colorOf(values),
  };
  return { ok: true, value };
}

/** What messages call standard input: as a file of its kind is called. */
function nameOfStdin(kind: TargetFileKind | null): string {
  switch (kind) {
    case "kubernetes":
      return "manifest.yaml";
    case "compose":
      return "compose.yaml";
    default:
      return "Dockerfile";
  }
}

function colorOf(values: OptionValues): boolean | null {
  const value = lastOf(values.color);
  return typeof value === "boolean" ? value : null;
}

function refuse(message: string): Invocation {
  return { command: "refuse", message };
}
