import parser from "yargs-parser";
import { type TargetFileKind, targetFileKinds } from "../discover/target-file.ts";
import { meantOr, nearestWord } from "../nearest-word.ts";
import { explainFormats } from "../report/explain/formats.ts";
import { rulesFormats } from "../report/rules/formats.ts";
import { version } from "../version.ts";
import { type Choice, readChoice } from "./choice.ts";
import { completionScripts } from "./completion/completion.ts";
import { type BaseImage, type Invocation, plainInvocation } from "./invocation.ts";
import {
  type CommandName,
  callOf,
  commandNames,
  isCommand,
  type Option,
  type Options,
  optionsOf,
  shells,
  thresholds,
} from "./options.ts";
import { readOutputs } from "./read-outputs.ts";

type Values = Readonly<Record<string, unknown>>;

/** Reads arguments that hold options. Wrong ones are refused with the nearest right one. */
export async function parseInvocation(argv: readonly string[]): Promise<Invocation> {
  const values: Values = parser([...argv], {
    boolean: namesOf("boolean"),
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
  return refuseUnknown(values, command) ?? readers[command](values, operands);
}

/** The options of that type, of any command. */
function namesOf(type: Option["type"]): string[] {
  const all = Object.values(optionsOf).flatMap((options: Options) => Object.entries(options));
  return all.filter(([, option]) => option.type === type).map(([name]) => name);
}

const readers: Readonly<Record<CommandName, (values: Values, operands: readonly string[]) => Invocation>> = {
  lint: readLint,
  explain: readExplain,
  image: readImage,
  rules: readRules,
  lsp: readLsp,
  completion: readCompletion,
};

function readImage(values: Values, images: readonly string[]): Invocation {
  if (images.length === 0)
    return refuse("siglint image needs an archive: `docker save IMAGE -o image.tar` writes one.");
  if (images.includes("-")) return refuse("siglint image reads archives several times: name a file.");
  const invocation = readLint(values, []);
  return invocation.command === "lint" ? { ...invocation, paths: [], images } : invocation;
}

function readLint(values: Values, paths: readonly string[]): Invocation {
  const plain = plainInvocation(paths);
  const outputs = readOutputs(wordsOf(values.format), textOf(values, "output-file"));
  const failOn = choose(values, "fail-on", thresholds, plain.failOn);
  if (!outputs.ok) return refuse(outputs.message);
  if (!failOn.ok) return refuse(failOn.message);
  const kind = choose(values, "kind", targetFileKinds, null);
  if (!kind.ok) return refuse(kind.message);
  const fix = isSet(values, "fix");
  const diff = isSet(values, "diff");
  const unsafeFixes = isSet(values, "unsafe-fixes");
  if (unsafeFixes && !fix && !diff) {
    return refuse("--unsafe-fixes says which fixes to make: add --fix to make them, or --diff to see them");
  }
  if (fix && !diff && paths.includes("-")) {
    return refuse("--fix cannot change standard input: name the file, or use --diff");
  }
  if (diff && outputs.value.some(({ file }) => file !== null)) {
    return refuse("--diff prints a patch in place of a report, so there is none to write into a file");
  }
  const baseline = textOf(values, "baseline");
  const updateBaseline = isSet(values, "update-baseline");
  if (updateBaseline && baseline === null) {
    return refuse("--update-baseline needs the file to write: add --baseline FILE");
  }
  if (updateBaseline && (fix || diff)) {
    return refuse("--update-baseline writes down what is found now: run --fix before, by itself");
  }
  const quiet = isSet(values, "quiet");
  const verbose = isSet(values, "verbose");
  if (quiet && verbose) return refuse("--quiet and --verbose want opposite things: choose one");
  const baseImages = readBaseImages(wordsOf(values["base-image"]));
  if (!baseImages.ok) return refuse(baseImages.message);
  return {
    ...plain,
    ...sharedOf(values),
    baseImages: baseImages.value,
    fix,
    diff,
    unsafeFixes,
    outputs: outputs.value,
    baseline,
    updateBaseline,
    failOn: failOn.value,
    rules: wordsOf(values.rule),
    quiet,
    verbose,
    listFiles: isSet(values, "list-files"),
  };
}

function readExplain(values: Values, paths: readonly string[]): Invocation {
  const plain = plainInvocation(paths);
  const format = choose(values, "format", explainFormats, "text" as const);
  const shell = choose(values, "shell", shells, null);
  if (!format.ok) return refuse(format.message);
  if (!shell.ok) return refuse(shell.message);
  const asked = choose(values, "kind", targetFileKinds, null);
  if (!asked.ok) return refuse(asked.message);
  const baseImages = readBaseImages(wordsOf(values["base-image"]));
  if (!baseImages.ok) return refuse(baseImages.message);
  const { kind, context, target, stdinFilename, cache, color } = { ...plain, ...sharedOf(values) };
  return {
    command: "explain",
    paths: plain.paths,
    kind,
    images: [],
    baseImages: baseImages.value,
    context,
    target,
    stdinFilename,
    cache,
    color,
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

function readRules(values: Values, [rule, ...others]: readonly string[]): Invocation {
  const format = choose(values, "format", rulesFormats, "text" as const);
  if (!format.ok) return refuse(format.message);
  if (others.length > 0)
    return refuse("siglint rules shows the page of one rule: name one, or none for the list");
  return { command: "rules", rule: rule ?? null, format: format.value, color: colorOf(values) };
}

function readLsp(_: Values, [operand]: readonly string[]): Invocation {
  if (operand === undefined) return { command: "lsp" };
  return refuse("siglint lsp takes no paths: the editor tells it what is open");
}

function readCompletion(_: Values, [shell, ...others]: readonly string[]): Invocation {
  if (shell === undefined || others.length > 0) {
    return refuse("siglint completion needs one shell: bash, zsh or fish");
  }
  const choice = readChoice("completion", shell, completionScripts);
  if (choice.ok) return { command: "completion", shell: choice.value };
  const names = Object.keys(completionScripts);
  const advice = meantOr(shell, names, `choose from ${names.join(", ")}`);
  return refuse(`siglint completion knows no ${shell}; ${advice}`);
}

function sharedOf(values: Values) {
  return {
    kind: kindOf(values),
    context: textOf(values, "context"),
    target: textOf(values, "target"),
    stdinFilename: textOf(values, "stdin-filename") ?? nameOfStdin(values),
    cache: lastOf(values.cache) !== false,
    color: colorOf(values),
  };
}

/** What messages call standard input: as a file of its kind is called. */
function nameOfStdin(values: Values): string {
  switch (kindOf(values)) {
    case "kubernetes":
      return "manifest.yaml";
    case "compose":
      return "compose.yaml";
    default:
      return "Dockerfile";
  }
}

function kindOf(values: Values): TargetFileKind | null {
  const kind = choose(values, "kind", targetFileKinds, null);
  return kind.ok ? kind.value : null;
}

function colorOf(values: Values): boolean | null {
  const value = lastOf(values.color);
  return typeof value === "boolean" ? value : null;
}

function refuseUnknown(values: Values, command: CommandName): Invocation | null {
  const options: Options = optionsOf[command];
  for (const [name, value] of Object.entries(values)) {
    if (["_", "--", "help", "version"].includes(name)) continue;
    const option = options[name];
    if (option === undefined) {
      const dashed = `${name.length === 1 ? "-" : "--"}${name}`;
      const where = command === "lint" ? "" : ` for ${command}`;
      return refuse(`There is no option ${dashed}${where}; ${adviceFor(name, command)}`);
    }
    const given = option.repeatable === true && Array.isArray(value) ? value : [lastOf(value)];
    if (option.type === "string" && given.some((each) => typeof each !== "string" || each === "")) {
      return refuse(`--${name} needs a value: ${option.describe}`);
    }
  }
  return null;
}

/** What to write instead of an option that a command does not have. */
function adviceFor(name: string, command: CommandName): string {
  const owner = commandNames.find((each) => Object.hasOwn(optionsOf[each], name));
  if (owner !== undefined) return `it belongs to ${owner === "lint" ? "siglint itself" : callOf(owner)}`;
  const meant = nearestWord(name, [...Object.keys(optionsOf[command]), "help", "version"]);
  return meant === null ? `${callOf(command)} --help lists them all` : `did you mean --${meant}?`;
}

/** What an option says, of the words that it may be. */
function choose<Name extends string, Standard>(
  values: Values,
  option: string,
  choices: Readonly<Record<Name, unknown>>,
  standard: Standard,
): Choice<Name | Standard> {
  const word = textOf(values, option);
  return word === null ? { ok: true, value: standard } : readChoice(option, word, choices);
}

function textOf(values: Values, name: string): string | null {
  const value = lastOf(values[name]);
  return typeof value === "string" ? value : null;
}

function isSet(values: Values, name: string): boolean {
  return lastOf(values[name]) === true;
}

/** Of an option that is given several times, the last. */
function lastOf(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
}

function refuse(message: string): Invocation {
  return { command: "refuse", message };
}
