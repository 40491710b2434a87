import { NITRO_SERVER, REACT_SCRIPT } from "../programs/frameworks.ts";
import type { NewWord } from "./command-place.ts";

/** Other words that start the same service, and why they do better: a clause. */
export interface OtherWords {
  readonly advice: string;
  /** In the place of the wrapper's own; numbers stand for those that are kept. */
  readonly words: readonly NewWord[];
}

/** What a framework of Node.js starts, without it, or in a way in which the signal comes through. */
export function withoutFramework(name: string, words: readonly (string | null)[]): OtherWords | null {
  const all = words.map((_, index) => index);
  const [, first = null] = words;
  switch (name) {
    case "nest":
      return words.includes("--no-shell")
        ? null
        : { advice: "let nest start node without a shell, with `--no-shell`", words: [...all, "--no-shell"] };
    // As it says itself when it starts; production is for that: https://nuxt.com/docs/4.x/api/commands/preview
    case "nuxt":
    case "nuxi":
      return first === "preview" && words.length === 2
        ? { advice: `start \`node ${NITRO_SERVER}\` without ${name}`, words: ["node", NITRO_SERVER] }
        : null;
    case "react-scripts":
      return first === "start"
        ? {
            advice: `start \`node ${REACT_SCRIPT}\`, as react-scripts does`,
            words: ["node", REACT_SCRIPT, ...all.slice(2)],
          }
        : null;
    default:
      return null;
  }
}
