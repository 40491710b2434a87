import yargs from "yargs";
import { nearestWord } from "../nearest-word.ts";
import { explainFormats } from "../report/explain/formats.ts";
import { formats } from "../report/formats.ts";
import { version } from "../version.ts";
import { helpText } from "./help.ts";
import { type Invocation, plainInvocation } from "./invocation.ts";
import { explainOptions, lintOptions, shells, thresholds } from "./options.ts";

type Values = Readonly<Record<string, unknown>>;

/** Reads arguments that hold options. Wrong ones are refused with the nearest right one. */
export async function parseInvocation(argv: readonly string[]): Promise<Invocation> {
  const values: Values = await yargs([...argv])
    .parserConfiguration({
      "camel-case-expansion": false,
      "dot-notation": false,
      "duplicate-arguments-array": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "populate--": true,
    })
    .options({ ...lintOptions, ...explainOptions })
    .locale("en")
    .help(false)
    .version(false)
    .exitProcess(false)
    .parseAsync();
  const words = wordsOf(values._);
  const isExplain = words[0] === "explain";
  const paths = [...(isExplain ? words.slice(1) : words), ...wordsOf(values["--"])];
  if (values.version === true) return { command: "print", text: `${version}\n` };
  if (values.help === true || values.h === true) {
    return { command: "print", text: await helpText(isExplain ? "explain" : "lint") };
  }
  return (
    refuseUnknown(values, isExplain) ?? (isExplain ? readExplain(values, paths) : readLint(values, paths))
  );
}

function readLint(values: Values, paths: readonly string[]): Invocation {
  const plain = plainInvocation(paths);
  const format = choose(values, "format", formats, plain.format);
  const failOn = choose(values, "fail-on", thresholds, plain.failOn);
  if (!format.ok) return refuse(format.message);
  if (!failOn.ok) return refuse(failOn.message);
  const fix = values.fix === true;
  const diff = values.diff === true;
  const unsafeFixes = values["unsafe-fixes"] === true;
  if (unsafeFixes && !fix && !diff) {
    return refuse("--unsafe-fixes says which fixes to make: add --fix to make them, or --diff to see them.");
  }
  if (fix && !diff && paths.includes("-")) {
    return refuse("--fix cannot change standard input: name the file, or use --diff.");
  }
  return {
    ...plain,
    ...sharedOf(values),
    fix,
    diff,
    unsafeFixes,
    format: format.value,
    failOn: failOn.value,
  };
}

function readExplain(values: Values, paths: readonly string[]): Invocation {
  const plain = plainInvocation(paths);
  const format = choose(values, "format", explainFormats, "text" as const);
  const shell = choose(values, "shell", shells, null);
  if (!format.ok) return refuse(format.message);
  if (!shell.ok) return refuse(shell.message);
  const { context, target, stdinFilename, color } = { ...plain, ...sharedOf(values) };
  return {
    command: "explain",
    paths: plain.paths,
    context,
    target,
    stdinFilename,
    color,
    format: format.value,
    shell: shell.value,
    base: textOf(values, "base"),
  };
}

function sharedOf(values: Values) {
  return {
    context: textOf(values, "context"),
    target: textOf(values, "target"),
    stdinFilename: textOf(values, "stdin-filename") ?? "Dockerfile",
    color: typeof values.color === "boolean" ? values.color : null,
  };
}

function refuseUnknown(values: Values, isExplain: boolean): Invocation | null {
  const options = isExplain ? explainOptions : lintOptions;
  for (const [name, value] of Object.entries(values)) {
    if (["_", "--", "$0", "help", "version"].includes(name)) continue;
    const option = options[name];
    if (option === undefined) {
      const meant = nearestWord(name, [...Object.keys(options), "help", "version"]);
      const advice = meant === null ? "siglint --help lists them all" : `did you mean --${meant}?`;
      return refuse(
        `There is no option ${name.length === 1 ? "-" : "--"}${name}${isExplain ? " for explain" : ""}; ${advice}`,
      );
    }
    if (option.type === "string" && (typeof value !== "string" || value === "")) {
      return refuse(`--${name} needs a value: ${option.describe}`);
    }
  }
  return null;
}

type Choice<Name> =
  | { readonly ok: true; readonly value: Name }
  | { readonly ok: false; readonly message: string };

function choose<Name extends string, Standard>(
  values: Values,
  name: string,
  choices: Readonly<Record<Name, unknown>>,
  standard: Standard,
): Choice<Name | Standard> {
  const value = textOf(values, name);
  if (value === null) return { ok: true, value: standard };
  if (isKey(choices, value)) return { ok: true, value };
  const meant = nearestWord(value, Object.keys(choices));
  const advice = meant === null ? `choose from ${Object.keys(choices).join(", ")}` : `did you mean ${meant}?`;
  return { ok: false, message: `There is no --${name} ${value}; ${advice}` };
}

function isKey<Name extends string>(index: Readonly<Record<Name, unknown>>, key: string): key is Name {
  return Object.hasOwn(index, key);
}

function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === "string" ? value : null;
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function refuse(message: string): Invocation {
  return { command: "refuse", message };
}
