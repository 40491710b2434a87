import { nearestWord } from "../../nearest-word.ts";
import type { Io } from "../io.ts";
import { optionsOf } from "./options.ts";

/** What to write instead, where the first path is not there and looks like a command; null where it does not. */
export function meantCommand([first = ""]: readonly string[], io: Io): string | null {
  if (!/^[a-z]+$/.test(first)) return null;
  const tree = io.disk(io.cwd);
  if (tree.entry(tree.locate(first)).kind !== "missing") return null;
  const commands = Object.keys(optionsOf).filter((name) => name !== "lint");
  const meant = nearestWord(first, [...commands, "help", "version"]);
  if (meant === null) return first === "lint" ? instead(first, "siglint") : null;
  return instead(first, `siglint ${commands.includes(meant) ? meant : `--${meant}`}`);
}

function instead(word: string, command: string): string {
  return `There is no file and no command ${word}; did you mean ${command}?`;
}
