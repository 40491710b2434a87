import yargs from "yargs";
import { explainOptions, lintOptions, type Option } from "./options.ts";

/** The text of `siglint --help`, or of `siglint explain --help`; 80 columns, one screen. */
export async function helpText(command: "lint" | "explain"): Promise<string> {
  const parser = yargs([]).scriptName("siglint").locale("en").wrap(80).version(false).help(false);
  const shaped =
    command === "lint"
      ? parser
          .usage("siglint [paths]          does the stop signal reach the service?")
          .usage("siglint explain [paths]  what is started, and what a stop does to it")
          .options(described(lintOptions))
          .example([
            ["siglint", "every Dockerfile below, with its scripts"],
            ["siglint docker/Dockerfile start.sh", "these two"],
            ["siglint --fix services/", "and mend what can be mended"],
            ["siglint --diff | git apply", "the same, by way of a patch"],
          ])
      : parser
          .usage("siglint explain [paths]  what is started, and what a stop does to it")
          .options(described(explainOptions))
          .example([
            ["siglint explain", "every Dockerfile below, with its scripts"],
            ["siglint explain --base alpine:3", "what if it were built on Alpine?"],
          ]);
  const help = await shaped
    .options({ help: { describe: "Show this" }, version: { describe: "Show the version" } })
    .epilogue("Exit code: 0 nothing to report, 1 findings, 2 something could not be read or done.")
    .getHelp();
  return `${help.trim()}\n`;
}

/** Without the types, which yargs would write behind each line. */
function described(options: Readonly<Record<string, Option>>): Record<string, { describe: string }> {
  return Object.fromEntries(Object.entries(options).map(([name, { describe }]) => [name, { describe }]));
}
