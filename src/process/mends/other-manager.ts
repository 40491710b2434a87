import { quoteWords } from "../programs/split-words.ts";
import type { CommandPlace, NewWord } from "./command-place.ts";
import type { OtherWords } from "./framework.ts";

/**
 * Other words than those of a package manager that leaves too early: npm runs the same script, and waits; node needs
 * neither; what npx is given as a string can begin with `exec`. `string` is what its shell runs; package.json may list
 * what has the name of a program.
 */
export function otherThanManager(
  name: string,
  { words }: CommandPlace,
  string: string | null,
  isListed: (program: string) => boolean,
): OtherWords | null {
  // Without `-c` npm downloads what is missing (npm-exec(1)).
  const isThere = (program: string): boolean =>
    isListed(program) || words.includes("--no") || words.includes("--no-install");
  switch (name) {
    case "npm":
      if (words.length === 2 && words[1] === "start" && string === "node server.js")
        return { advice: "start `node server.js` without npm", words: ["node", "server.js"] };
      return words[1] === "exec" || words[1] === "x"
        ? execInString(words, ["npm", "exec"], 2, isThere)
        : null;
    case "npx":
      return execInString(words, ["npx"], 1, isThere);
    case "pnpm":
      return words[1] === "exec" ? execInString(words, ["npm", "exec"], 2) : null;
    case "yarn":
      return words[1] === "exec" ? execInString(words, ["npm", "exec"], 2) : withoutYarn(words);
    default:
      return null;
  }
}

type Words = CommandPlace["words"];

/** The command as a string for the shell that npm starts, which begins with `exec`. */
function execInString(
  words: Words,
  start: readonly string[],
  from: number,
  isThere: (program: string) => boolean = () => true,
): OtherWords | null {
  const kept: NewWord[] = [...start];
  let at = from;
  for (; words[at]?.startsWith("-") === true && words[at] !== "--"; at++) {
    const option = words[at] ?? "";
    if (/^(-w|--workspace)$/.test(option)) kept.push(at, ++at);
    else if (option.startsWith("--workspace=")) kept.push(at);
    else if (!/^--no(-install)?$/.test(option)) return null;
  }
  if (words[at] === "--") at++;
  const command = words.slice(at).flatMap((word) => word ?? []);
  const [program] = command;
  if (program === undefined || command.length < words.length - at || !isThere(program)) return null;
  const text = `exec ${quoteWords(command)}`;
  return { advice: `let its shell become the command: \`-c "${text}"\``, words: [...kept, "-c", text] };
}

function withoutYarn(words: Words): OtherWords | null {
  const [, first = null, second = null, third = null] = words;
  if (first === null) return null;
  const advice = "start it with `npm run`, which waits";
  const rest = words.map((_, index) => index).slice(1);
  if (first === "node") return { advice: "start node without yarn", words: rest };
  if (first === "workspace" || first === "--cwd") {
    const at = third === "run" ? 4 : 3;
    const run = first === "workspace" ? ["npm", "run", at, "-w", 2] : ["npm", "--prefix", 2, "run", at];
    const isScript = words.length === at + 1 && words[at]?.startsWith("-") === false && words[at] !== "exec";
    return isScript ? { advice, words: run } : null;
  }
  if (first.startsWith("-") || /^(dlx|workspaces)$/.test(first)) return null;
  const at = first === "run" ? 2 : 1;
  const script = at === 2 ? second : first;
  return script === null || words.length !== at + 1 ? null : { advice, words: ["npm", "run", at] };
}
