import { isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import { wholeInput } from "../input.ts";
import { setArray } from "../readonly.ts";
import { boundedWords, SOME_WORDS } from "../word-list.ts";
import type { Call } from "./call.ts";

/** `mapfile [-t] [name]` (bash): each line of the input becomes an item of an array. */
export function mapfile({ system, process, shell, words }: Call): Successors {
  const { isPlain, name } = readOptions(words);
  const input = isPlain ? wholeInput(system, process.stdin) : null;
  const lines = input?.split("\n") ?? [];
  if (lines.at(-1) === "") lines.pop();
  const isTold = input !== null && isKnown(input);
  setArray(shell, name, isTold ? boundedWords(lines) : [SOME_WORDS]);
  shell.status = 0;
  return null;
}

/** Only `-t`, which leaves out the line ends, is followed; line ends that stay do not matter to pids and words. */
function readOptions(words: readonly string[]): { readonly isPlain: boolean; readonly name: string } {
  const options = words.slice(1).filter((word) => word.startsWith("-"));
  const operands = words.slice(1).filter((word) => !word.startsWith("-"));
  const isPlain = options.every((option) => option === "-t" || option === "--");
  return { isPlain, name: operands.at(-1) ?? "MAPFILE" };
}
