import { HOLE, isKnown } from "../../hole.ts";
import type { Successors } from "../fork.ts";
import type { ShellBody } from "../process.ts";
import { giveValue } from "../readonly.ts";
import { hasSomeWords } from "../word-list.ts";
import type { Call } from "./call.ts";

/** Where `getopts` reads on: a word, counted from 1 as in `$OPTIND`, and a letter of it. */
export interface OptionPlace {
  readonly word: number;
  readonly letter: number;
}

/** `getopts letters name [word …]`: the next option of the positional parameters, or of the words given (POSIX, getopts). */
export function getopts({ shell, words }: Call): Successors {
  const [, letters = "", name = ""] = words;
  const options = words.length > 3 ? words.slice(3) : shell.positional;
  const { word, letter } = placeOf(shell);
  if (word === null || hasSomeWords(options.slice(0, word)) || !isKnown(options[word - 1] ?? "")) {
    // What nobody knows may be an option.
    for (const variable of [name, "OPTARG", "OPTIND"]) set(shell, variable, HOLE);
    shell.status = "unknown";
    return null;
  }
  const text = options[word - 1];
  if (text === undefined || !/^-./.test(text) || text === "--") {
    set(shell, name, "?");
    moveTo(shell, text === "--" ? word + 1 : word, 0);
    shell.status = 1;
    return null;
  }
  const at = Math.max(letter, 1);
  const option = text[at] ?? "";
  const found = option === ":" ? -1 : letters.indexOf(option);
  const isLast = at + 1 >= text.length;
  shell.status = 0;
  if (found === -1 || letters[found + 1] !== ":") {
    set(shell, name, found === -1 ? "?" : option);
    set(shell, "OPTARG", found === -1 && letters.startsWith(":") ? option : "");
    moveTo(shell, isLast ? word + 1 : word, isLast ? 0 : at + 1);
    return null;
  }
  const next = isLast ? options[word] : text.slice(at + 1);
  moveTo(shell, isLast && next !== undefined ? word + 2 : word + 1, 0);
  if (next === undefined) {
    set(shell, name, letters.startsWith(":") ? ":" : "?");
    set(shell, "OPTARG", letters.startsWith(":") ? option : "");
  } else {
    set(shell, name, option);
    set(shell, "OPTARG", next);
  }
  return null;
}

/** `OPTIND` says which word is next: scripts set it back to 1. */
function placeOf(shell: ShellBody): { readonly word: number | null; readonly letter: number } {
  const variable = shell.variables.get("OPTIND");
  if (variable === undefined || variable.kind !== "scalar") return { word: 1, letter: 0 };
  const [text = "", ...others] = variable.texts;
  const word = others.length === 0 && /^[1-9]\d*$/.test(text) ? Number(text) : null;
  const isSame = shell.optionPlace?.word === word;
  return { word, letter: isSame ? (shell.optionPlace?.letter ?? 0) : 0 };
}

function moveTo(shell: ShellBody, word: number, letter: number): void {
  shell.optionPlace = { word, letter };
  set(shell, "OPTIND", String(word));
}

function set(shell: ShellBody, name: string, text: string): void {
  giveValue(shell, name, { kind: "scalar", texts: [text] });
}
