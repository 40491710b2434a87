import { isPlainWords, splitWords } from "../programs/split-words.ts";
import type { CommandPlace } from "./command-place.ts";
import { type OtherWords, withoutFramework } from "./framework.ts";

/**
 * A command without the wrapper in front, where the service needs nothing of it to run, or with an option by which the
 * wrapper does not stay; null where neither is known.
 */
export function withoutWrapper(name: string, { words, form }: CommandPlace): OtherWords | null {
  const all = words.map((_, index) => index);
  const [, first = null, second = null, third = null] = words;
  const hasOptions = first === null || first.startsWith("-");
  const isLone = !hasOptions && form === "json";
  switch (name) {
    // It traces as a process beside, and the command keeps its place: strace(1).
    case "strace":
      return words.some((word) => /^-D/.test(word ?? ""))
        ? null
        : { advice: "let strace trace from beside, with `-D`", words: [0, "-D", ...all.slice(1)] };
    case "setsid":
      return /^(-w|--wait)$/.test(first ?? "") && second?.startsWith("-") === false
        ? { advice: "start it without setsid: PID 1 leads a session already", words: all.slice(2) }
        : null;
    // Without a new PID namespace there is nothing to fork for: unshare(1).
    case "unshare":
      return /^(-f|--fork)$/.test(first ?? "") && second?.startsWith("-") === false
        ? { advice: "let unshare become the command, without `--fork`", words: [0, ...all.slice(2)] }
        : null;
    // The standard input of a container is empty.
    case "xargs":
      return isLone
        ? { advice: "start it without xargs, which has nothing to read", words: all.slice(1) }
        : null;
    case "chronic":
      return isLone ? { advice: "start it without chronic", words: all.slice(1) } : null;
    case "unbuffer":
      return isLone
        ? {
            advice: "start it with `stdbuf -oL`, which becomes the command",
            words: ["stdbuf", "-oL", ...all.slice(1)],
          }
        : null;
    case "npm-run-all":
    case "run-p":
    case "run-s":
      return isLone && words.length === 2
        ? { advice: "start it with `npm run`", words: ["npm", "run", 1] }
        : null;
    case "pm2":
    case "pm2-runtime":
    case "pm2-docker":
      return nodeScript(name, words.filter((word) => word !== "--no-daemon").slice(1), "start");
    case "nodemon":
      // The `main` of package.json, as node has it.
      if (words.length === 1) return nodePackage(name);
      if (first === "--signal" || first === "-s") return nodeScript(name, words.slice(3), null);
      return /^(--exec|-x)$/.test(first ?? "") && words.length === 3
        ? plainCommand(name, second)
        : nodeScript(name, words.slice(1), null);
    case "forever":
      return first === "-c" && third !== null && words.length === 4
        ? { advice: `start it without ${name}`, words: [2, 3] }
        : nodeScript(name, words.slice(1), null);
    default:
      return withoutFramework(name, words);
  }
}

/** `ecosystem.config.js` says which scripts are meant, and is none itself (pm2, Ecosystem File). */
const SAYS_WHICH = /(^|\.)(ecosystem|pm2|process|processes|config)\b/;

/** `node app.js`, where a script is all that is left of the words. */
function nodeScript(name: string, words: readonly (string | null)[], verb: string | null): OtherWords | null {
  const [script = null, ...others] = words[0] === verb ? words.slice(1) : words;
  if (script === null || others.length > 0 || !/^[^-].*\.[cm]?js$/.test(script)) return null;
  if (name !== "nodemon" && SAYS_WHICH.test(script.slice(script.lastIndexOf("/") + 1))) return null;
  return { advice: `start \`node ${script}\` without ${name}`, words: ["node", script] };
}

function nodePackage(name: string): OtherWords {
  return { advice: `start \`node .\` without ${name}`, words: ["node", "."] };
}

/** The command of a string, where no shell is needed for it. */
function plainCommand(name: string, text: string | null): OtherWords | null {
  const command = (text ?? "").replace(/^exec\s+/, "");
  return isPlainWords(command)
    ? { advice: `start \`${command}\` without ${name}`, words: splitWords(command) }
    : null;
}
