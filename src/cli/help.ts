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

const examples: Readonly<Record<CommandName, [string, string][]>> = {
  lint: [["siglint --fix docker/Dockerfile start.sh", "look at these two, and mend them"]],
  explain: [
    ["siglint explain", "every Dockerfile below, with its scripts"],
    ["siglint explain --base alpine:3", "what if it were built on Alpine?"],
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

/** The text of `siglint --help`, or of `--help` behind another command; 80 columns, one screen. */
export async function helpText(command: CommandName): Promise<string> {
  const parser = yargs([]).scriptName("siglint").locale("en").wrap(80).version(false).help(false);
  for (const usage of command === "lint" ? Object.values(usages) : [usages[command]]) parser.usage(usage);
  const help = await parser
    .options(described(optionsOf[command]))
    .example(examples[command])
    .options({ help: { describe: "Show this; --version: the version; --no-color: no colours" } })
    .epilogue("Exit code: 0 nothing to report, 1 findings, 2 not all could be read or done.")
    .getHelp();
  return `${help.trim()}\n`;
}

/** Without the types, which yargs would write behind each line. */
function described(options: Options): Record<string, { describe: string }> {
  const shown = Object.entries(options).filter(([, { hidden }]) => hidden !== true);
  return Object.fromEntries(shown.map(([name, { describe }]) => [name, { describe }]));
}
