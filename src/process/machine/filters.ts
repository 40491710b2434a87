import { nameOf } from "../../script/image-path.ts";
import { HOLE, isKnown } from "../hole.ts";
import { matchExpression, quoteExpression } from "./expand/regular-expression.ts";
import type { Status } from "./frames.ts";

/** What a program that reads its input to the end makes of it. */
export interface Filtered {
  readonly text: string;
  readonly status: Status;
}

/** For an input that is known. */
export type Filter = (input: string) => Filtered;

/** What these words make of what they read from their standard input; null where that is not followed. */
export function filterOf(words: readonly string[]): Filter | null {
  const [program = "", ...args] = words;
  if (!words.every(isKnown)) return null;
  switch (nameOf(program)) {
    case "cat":
      return args.length === 0 ? lines((all) => all) : null;
    case "head":
      return lineCount(args, (all, count) => all.slice(0, count));
    case "tail":
      return lineCount(args, (all, count) => (count === 0 ? [] : all.slice(-count)));
    case "sort":
      return sorts(args);
    case "uniq":
      return args.length === 0 ? lines((all) => all.filter((line, at) => line !== all[at - 1])) : null;
    case "wc":
      return args.join() === "-l" ? (input) => done(`${input.split("\n").length - 1}\n`) : null;
    case "cut":
      return cuts(args);
    case "sed":
      return replaces(args);
    case "xargs":
      return args.length === 0 ? (input) => done(`${input.split(/\s+/).filter(Boolean).join(" ")}\n`) : null;
    case "tr":
      return translates(args);
    case "awk":
    case "gawk":
    case "mawk":
      return prints(args);
    case "grep":
    case "egrep":
    case "fgrep":
      return selects(nameOf(program), args);
    default:
      return null;
  }
}

function done(text: string): Filtered {
  return { text, status: 0 };
}

function linesOf(input: string): readonly string[] {
  return (input.endsWith("\n") ? input.slice(0, -1) : input).split("\n");
}

function lines(change: (all: readonly string[]) => readonly string[]): Filter {
  return (input) =>
    done(input === "" ? "" : change(linesOf(input)).reduce((text, line) => `${text}${line}\n`, ""));
}

/** `head -1`, `-n 1`, `-n1`; ten lines without a number. */
function lineCount(
  args: readonly string[],
  change: (all: readonly string[], count: number) => readonly string[],
): Filter | null {
  if (args.length === 0) return lines((all) => change(all, 10));
  const count = /^-(?:n ?|-lines=)?(\d+)$/.exec(args.join(" "))?.[1];
  return count === undefined ? null : lines((all) => change(all, Number(count)));
}

/** By bytes, as where no locale is set. */
function sorts(args: readonly string[]): Filter | null {
  if (args.length > 1 || (args.length === 1 && args[0] !== "-u")) return null;
  return lines((all) => {
    const sorted = [...all].sort();
    return args.length === 0 ? sorted : [...new Set(sorted)];
  });
}

/** `cut -d: -f1`; a line without the delimiter passes as it is. */
function cuts(args: readonly string[]): Filter | null {
  const [, delimiter, from, last] = /^-d ?(.) -f ?(\d+)(-\d*)?$/.exec(args.join(" ")) ?? [];
  if (delimiter === undefined || from === undefined) return null;
  const end = last === undefined ? Number(from) : last === "-" ? undefined : Number(last.slice(1));
  return lines((all) =>
    all.map((line) =>
      line.includes(delimiter)
        ? line
            .split(delimiter)
            .slice(Number(from) - 1, end)
            .join(delimiter)
        : line,
    ),
  );
}

/** `sed 's/one/other/g'`, where the expression is the text that it matches. */
function replaces(args: readonly string[]): Filter | null {
  const [script = "", ...others] = args[0] === "-e" || args[0] === "-E" ? args.slice(1) : args;
  const [, delimiter = "", rest = ""] = /^s([/|#,:@!])([\s\S]*)$/.exec(script) ?? [];
  const [from = "", to = "", flags, ...more] = rest.split(delimiter);
  const isPlain = !/[\\.*[\]^$+?(){}|]/.test(from) && !/[\\&]/.test(to);
  if (delimiter === "" || others.length > 0 || more.length > 0 || from === "" || !isPlain) return null;
  if (flags !== "" && flags !== "g") return null;
  return lines((all) =>
    all.map((line) => {
      const parts = line.split(from);
      return flags === "g"
        ? parts.join(to)
        : [parts[0], ...(parts.length > 1 ? [parts.slice(1).join(from)] : [])].join(to);
    }),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "0": "\0" };
const CLASSES: Readonly<Record<string, string>> = {
  "[:upper:]": "A-Z",
  "[:lower:]": "a-z",
  "[:digit:]": "0-9",
  "[:space:]": " \\t\\n\\r",
};

/** The signs of a set of tr; null where it holds more than is followed. */
function signsOf(set: string): readonly string[] | null {
  const plain = CLASSES[set] ?? set;
  if (plain.includes("[:") || plain.includes("[=")) return null;
  const signs = [...plain.matchAll(/\\(.)|([\s\S])/g)].map(([, escaped, sign = ""]) => ({
    sign: escaped === undefined ? sign : (ESCAPES[escaped] ?? escaped),
    isRange: sign === "-",
  }));
  return signs.flatMap(({ sign, isRange }, at): readonly string[] => {
    const [first, last] = [signs[at - 1]?.sign, signs[at + 1]?.sign];
    if (!isRange || first === undefined || last === undefined) return [sign];
    const [from, to] = [first.charCodeAt(0) + 1, last.charCodeAt(0)];
    return Array.from({ length: Math.max(to - from, 0) }, (_, offset) => String.fromCharCode(from + offset));
  });
}

/** `tr ',' ' '`, `tr a-z A-Z`, `tr -d '\r'`. */
function translates(args: readonly string[]): Filter | null {
  const deletes = args[0] === "-d";
  const sets = (deletes ? args.slice(1) : args).map(signsOf);
  const [from, to] = sets;
  if (from == null || sets.length !== (deletes ? 1 : 2) || (!deletes && to == null)) return null;
  const change = (sign: string): string => {
    const at = from.indexOf(sign);
    return at < 0 ? sign : (to?.[at] ?? to?.at(-1) ?? "");
  };
  return (input) => done([...input].map(change).join(""));
}

/** `awk '{print $2}'`, with `-F` and one sign. */
function prints(args: readonly string[]): Filter | null {
  const given = args.length > 1 ? /^-F ?([^ \\|.*+?()[\]{}^$])$/.exec(args.slice(0, -1).join(" ")) : null;
  const field = /^\s*\{\s*print\s+\$(\d|NF)[\s;]*\}\s*$/.exec(args.at(-1) ?? "")?.[1];
  if (field === undefined || (args.length > 1 && given === null)) return null;
  const separator = given?.[1] ?? null;
  return lines((all) =>
    all.map((line) => {
      const fields = separator === null ? line.split(/[ \t]+/).filter(Boolean) : line.split(separator);
      if (field === "0") return line;
      return (field === "NF" ? fields.at(-1) : fields[Number(field) - 1]) ?? "";
    }),
  );
}

/** `grep [-EFqvix] expression`: a basic expression is followed where it is an extended one as well. */
function selects(name: string, args: readonly string[]): Filter | null {
  const at = args.findIndex((arg) => !/^-[EFGqsvix]+$/.test(arg));
  const letters = args.slice(0, Math.max(at, 0)).join("");
  const rest = args[at] === "-e" || args[at] === "--" ? args.slice(at + 1) : args.slice(at);
  const [given, ...files] = rest;
  if (at < 0 || given === undefined || files.length > 0 || given.includes("\n")) return null;
  if (args[at] !== "-e" && args[at] !== "--" && given.startsWith("-")) return null;
  const isFixed = name === "fgrep" || letters.includes("F");
  const isExtended = name === "egrep" || letters.includes("E");
  if (!isFixed && !isExtended && /[\\+?|(){}]/.test(given)) return null;
  const fold = (text: string) => (letters.includes("i") ? text.toLowerCase() : text);
  const inner = isFixed ? quoteExpression(fold(given)) : fold(given);
  const expression = letters.includes("x") ? `^(${inner})$` : inner;
  const selected = letters.includes("v") ? "no" : "yes";
  return (input) => {
    const all = input === "" ? [] : linesOf(input);
    const matches = all.map((line) => matchExpression(expression, fold(line)));
    const found = all.filter((_, index) => matches[index] === selected);
    const isOpen = matches.includes("either");
    const status = found.length > 0 ? 0 : isOpen ? "unknown" : 1;
    if (letters.includes("q")) return { text: "", status };
    return { text: isOpen ? HOLE : found.reduce((text, line) => `${text}${line}\n`, ""), status };
  };
}
