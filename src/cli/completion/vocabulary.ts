import { targetFileKinds } from "../../discover/target-file.ts";
import { explainFormats } from "../../report/explain/formats.ts";
import { formats } from "../../report/formats.ts";
import { rulesFormats } from "../../report/rules/formats.ts";
import type { RuleMeta } from "../../rule.ts";
import { type CommandName, commandNames, optionsOf, shells, thresholds } from "../arguments/options.ts";

/** What may stand behind an option or a command: one of these words, files, rules with a level, or what nobody can complete. */
export type Value = readonly string[] | "files" | "rule-levels" | "text";

/** An option as it is typed. */
export interface OptionWord {
  /** With its dashes. */
  readonly name: string;
  readonly describe: string;
  /** Null for a flag. */
  readonly value: Value | null;
}

/** What may stand behind a command. */
export interface CommandWords {
  /** `lint` for the one without a name. */
  readonly command: CommandName;
  readonly options: readonly OptionWord[];
  readonly operands: readonly string[] | "files";
}

/** All that a shell can complete behind `siglint`. */
export interface Vocabulary {
  readonly commands: readonly CommandWords[];
  readonly rules: readonly string[];
}

/** The words that are commands, with what they are for. */
export const namedCommands = {
  explain: "What is started, and what a stop does to it",
  image: "The same for what docker save wrote",
  rules: "The rules, or the page of one",
  lsp: "A language server, for editors",
  completion: "What lets a shell complete words",
} as const satisfies Readonly<Record<Exclude<CommandName, "lint">, string>>;

export const ruleLevels = ["off", "info", "warning", "error"] as const;

/** Everything that may be typed behind `siglint`, made of the options and the rules that there are. */
export function vocabularyOf(ruleList: readonly RuleMeta[]): Vocabulary {
  const rules = ruleList.map(({ id }) => id);
  const operands = {
    lint: "files",
    explain: "files",
    image: "files",
    rules,
    lsp: [],
    completion: ["bash", "zsh", "fish"],
  } as const;
  const commands = commandNames.map((command) => ({
    command,
    options: optionWords(command),
    operands: operands[command],
  }));
  return { commands, rules };
}

const formatsOf: Readonly<Partial<Record<CommandName, object>>> = {
  lint: formats,
  image: formats,
  explain: explainFormats,
  rules: rulesFormats,
};

function optionWords(command: CommandName): readonly OptionWord[] {
  const own = Object.entries(optionsOf[command]).map(([name, { type, describe }]) => ({
    name: `--${name}`,
    describe,
    value: type === "boolean" ? null : valuesOf(name, command),
  }));
  const everywhere = [
    { name: "--help", describe: "Show what there is", value: null },
    { name: "--version", describe: "Show the version", value: null },
  ];
  const negated = Object.entries(optionsOf[command]).flatMap(([name, { negated: describe }]) =>
    describe === undefined ? [] : [{ name: `--no-${name}`, describe, value: null }],
  );
  return [...own, ...negated, ...everywhere];
}

function valuesOf(option: string, command: CommandName): Value {
  switch (option) {
    case "format":
      return Object.keys(formatsOf[command] ?? {});
    case "fail-on":
      return Object.keys(thresholds);
    case "kind":
      return Object.keys(targetFileKinds);
    case "shell":
      return Object.keys(shells);
    case "rule":
      return "rule-levels";
    case "context":
    case "output-file":
    case "baseline":
    case "stdin-filename":
      return "files";
    default:
      return "text";
  }
}
