import type { MappedText } from "../mapped-text.ts";
import type { Scene } from "./scene.ts";

/**
 * Whether a start command does the same whatever command is given to the container: it starts a script, and no script
 * that it reads looks at what it was given. `commandFrom`: how many of its words stay; `scripts`: what its play has read.
 */
export function ignoresCommand(
  { argv, workdir, files }: Pick<Scene, "argv" | "workdir" | "files">,
  commandFrom: number,
  scripts: readonly MappedText[],
): boolean {
  const [first = "", second = ""] = argv.slice(0, commandFrom).map(({ text }) => text);
  // `sh -c string` gives the command to the string, which stands in no file.
  const isOperand = /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(first) && !second.startsWith("-");
  const script = !isOperand ? first : second.includes("/") ? second : `./${second}`;
  const folder = workdir.kind === "known" ? workdir.text : null;
  const isScript = script !== "" && files.findCommand(script, folder).kind === "text";
  return isScript && !scripts.some(({ text }) => asksForWords.test(text));
}

/** Positional parameters, what moves them, loops over them, and what may make up any of that. */
const asksForWords =
  /\$\{?[#!]?[1-9@*#]|\b(shift|getopts|eval|BASH_ARG[CV])\b|\b(for|select)[ \t]+\w+[ \t]*(;|\n|do\b)/;
