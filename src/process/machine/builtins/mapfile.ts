import { isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import { wholeInput } from "../input.ts";
import { setArray } from "../readonly.ts";
import { boundedWords, SOME_WORDS } from "../word-list.ts";
import type { Call } from "./call.ts";

/** `mapfile [-t] [name]` (bash): each line of the input becomes an item of an array. */
export function mapfile({ system, process, shell, words }: Call): Successors {
  const { separator, name } = readOptions(words);
  const input = separator === null ? null : wholeInput(system, process.stdin);
  const lines = input?.split(separator ?? "\n") ?? [];
  if (lines.at(-1) === "") lines.pop();
  const isTold = input !== null && isKnown(input);
  setArray(shell, name, isTold ? boundedWords(lines) : [SOME_WORDS]);
  shell.status = 0;
  return null;
}

/** Only `-t`, which leaves out the line ends, and `-d` are followed; line ends that stay do not matter to pids and words. */
function readOptions(words: readonly string[]): { readonly separator: string | null; readonly name: string } {
  let separator: string | null = "\n";
  let name = "MAPFILE";
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) name = word;
    else if (/^-t?d/.test(word)) {
      const given = word.replace(/^-t?d/, "") || (words[++index] ?? "");
      // Of more signs the first counts; none stands for the NUL byte.
      separator = isKnown(given) && given !== "" ? given.slice(0, 1) : null;
    } else if (word !== "-t" && word !== "--") separator = null;
  }
  return { separator, name };
}
