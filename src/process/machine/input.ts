import { isKnown } from "../hole.ts";
import type { Stdin } from "./streams.ts";
import type { System } from "./system.ts";
import { SOME_WORDS } from "./word-list.ts";

/** What a `read` gets: a line and what is left behind it, the end, nothing yet, or something nobody knows. */
export type Line =
  | { readonly kind: "line"; readonly text: string; readonly rest: Stdin }
  | { readonly kind: "unknown"; readonly rest: Stdin }
  | { readonly kind: "end" }
  | { readonly kind: "wait" };

export function readLine(system: System, from: Stdin): Line {
  switch (from.kind) {
    case "empty":
      return { kind: "end" };
    case "silent":
      return { kind: "wait" };
    case "text":
      return lineOf(from.text, (rest) => ({ kind: "text", text: rest }));
    case "pipe": {
      const text = leftInPipe(system, from);
      const line = lineOf(text, () => ({ ...from, linesRead: from.linesRead + 1 }));
      const isComplete = line.kind === "line" && text.includes("\n");
      return isComplete || system.allClosed(from.writers) ? line : { kind: "wait" };
    }
  }
}

/** All that comes until the end of the input; null where that is not there yet. */
export function wholeInput(system: System, from: Stdin): string | null {
  switch (from.kind) {
    case "empty":
      return "";
    case "silent":
      return null;
    case "text":
      return from.text;
    case "pipe":
      return system.allClosed(from.writers) ? leftInPipe(system, from) : null;
  }
}

/** What the writers of a pipe have put into it so far, without the lines that were read. */
function leftInPipe(system: System, { writers, linesRead }: Extract<Stdin, { kind: "pipe" }>): string {
  const text = writers.map((pid) => system.get(pid)?.output ?? "").join("");
  return text.split("\n").slice(linesRead).join("\n");
}

function lineOf(text: string, restOf: (text: string) => Stdin): Line {
  if (text === "") return { kind: "end" };
  const end = text.indexOf("\n");
  const line = end === -1 ? text : text.slice(0, end);
  const rest = restOf(end === -1 ? "" : text.slice(end + 1));
  return isKnown(line) ? { kind: "line", text: line, rest } : { kind: "unknown", rest };
}

/**
 * Splits a line for `read a b`: the last of so many names takes all the rest (POSIX, read). `separators` is `$IFS` where
 * that was set.
 */
export function splitLine(line: string, count: number, separators: string | null): readonly string[] {
  const values: string[] = [];
  const blanks = separators === null ? " \t" : onlyBlanks(separators);
  let rest = trimmed(line, blanks);
  while (values.length < count - 1 && rest !== "") {
    const end = [...rest].findIndex((sign) => (separators ?? blanks).includes(sign));
    values.push(end < 0 ? rest : rest.slice(0, end));
    rest = end < 0 ? "" : behindSeparator(rest.slice(end), blanks, separators ?? blanks);
  }
  return [...values, rest];
}

/** Splits a line into as many fields as there are; of one that is not known only that there are some. */
export function splitFields(line: string, separators: string | null): readonly string[] {
  if (!isKnown(line)) return [SOME_WORDS];
  const fields: string[] = [];
  for (let rest = line; ; ) {
    const [field = "", more = ""] = splitLine(rest, 2, separators);
    if (field === "" && more === "") return fields;
    fields.push(field);
    rest = more;
  }
}

function onlyBlanks(separators: string): string {
  return [...separators].filter((sign) => " \t\n".includes(sign)).join("");
}

function trimmed(text: string, blanks: string): string {
  let [start, end] = [0, text.length];
  while (start < end && blanks.includes(text[start] ?? "")) start++;
  while (end > start && blanks.includes(text[end - 1] ?? "")) end--;
  return text.slice(start, end);
}

/** Blanks around one other separator count as that one. */
function behindSeparator(text: string, blanks: string, separators: string): string {
  let at = 0;
  while (at < text.length && blanks.includes(text[at] ?? "")) at++;
  if (at < text.length && separators.includes(text[at] ?? "")) at++;
  while (at < text.length && blanks.includes(text[at] ?? "")) at++;
  return text.slice(at);
}
