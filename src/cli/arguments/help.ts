import yargs from "yargs";
import { type CommandName, type Options, optionsOf } from "./options.ts";

const usages = {
  lint: "siglint [paths]          does the stop signal reach the service?",
  explain: "siglint explain [paths]  what is started, and what a stop does to it",
  image: "siglint image ARCHIVE    what docker save wrote, instead of Dockerfiles",
  rules: "siglint rules [rule]     the rules, or the page of one",
  lsp: "siglint lsp              a language server, for editors",
  completion: "siglint completion bash  what lets bash complete words; zsh, fish",
} as const;

/** What `siglint --help` begins with: all commands, the two that nobody types by hand on one line. */
const overview = [
  usages.lint,
  usages.explain,
  usages.image,
  usages.rules,
  "siglint lsp, completion  for editors; for the Tab key of bash, zsh and fish",
];

/** What the exit code says; a language server's only says that it was asked to end, and then did. */
const exitCodes: Readonly<Record<CommandName, string>> = {
  lint: "Exit code: 0 nothing to report, 1 findings, 2 not all could be read or done.",
  explain: "Exit code: 0 whatever the outcome, 2 not all could be read.",
  image: "Exit code: 0 nothing to report, 1 findings, 2 not all could be read.",
  rules: "Exit code: 0, or 2 where there is no such rule.",
  lsp: "Exit code: 0 where the editor has said that it ends, or else 1.",
  completion: "Exit code: 0, or 2 where there is no such shell.",
};

const examples: Readonly<Record<CommandName, [string, string][]>> = {
  lint: [
    ["siglint --fix Dockerfile start.sh", "look at these, and mend them"],
    ["siglint - --stdin-filename Dockerfile", "what standard input brings"],
  ],
  explain: [
    ["siglint explain", "every Dockerfile below, with its scripts"],
    ["siglint explain --base alpine:3", "what if it were built on Alpine?"],
    ["siglint explain - --stdin-filename Dockerfile", "what standard input brings"],
  ],
  image: [
    ["docker save shop:1.0 -o shop.tar", "writes an archive"],
    ["siglint image shop.tar", "does the stop signal reach its service?"],
    ["siglint explain shop.tar", "what is started in it"],
  ],
  rules: [["siglint rules missing-exec", "what it reports, what not, and why"]],
  lsp: [],
  completion: [
    ['eval "$(siglint completion bash)"', "in ~/.bashrc"],
    ['eval "$(siglint completion zsh)"', "in ~/.zshrc"],
    ["siglint completion fish | source", "in ~/.config/fish/config.fish"],
  ],
};

const helpOfAll = "Show this, or behind a command its own; --version: the version";
const helpOfOne = "Show this; siglint --help: all commands";

/** The text of `siglint --help`, or of `--help` behind another command; 80 columns, one screen. */
export async function helpText(command: CommandName): Promise<string> {
  const parser = yargs([]).scriptName("siglint").locale("en").wrap(80).version(false).help(false);
  for (const usage of command === "lint" ? overview : [usages[command]]) parser.usage(usage);
  const help = await parser
    .options(described(optionsOf[command]))
    .example(examples[command])
    .options({ help: { describe: command === "lint" ? helpOfAll : helpOfOne } })
    .epilogue(exitCodes[command])
    .getHelp();
  return `${help.trim()}\n`;
}

/** Without the types, which yargs would write behind each line. */
function described(options: Options): Record<string, { describe: string }> {
  const shown = Object.entries(options).filter(([, { hidden }]) => hidden !== true);
  return Object.fromEntries(
    shown.map(([name, { describe, line }]) => [name, { describe: line ?? describe }]),
  );
}
