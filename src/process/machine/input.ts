import { isKnown } from "../hole.ts";
import type { Stdin } from "./process.ts";
import type { System } from "./system.ts";

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
      const lines = from.writers
        .map((pid) => system.get(pid)?.output ?? "")
        .join("")
        .split("\n");
      const text = lines.slice(from.linesRead).join("\n");
      const line = lineOf(text, () => ({ ...from, linesRead: from.linesRead + 1 }));
      const isComplete = line.kind === "line" && text.includes("\n");
      return isComplete || system.allEnded(from.writers) ? line : { kind: "wait" };
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
    case "pipe": {
      if (!system.allEnded(from.writers)) return null;
      const text = from.writers.map((pid) => system.get(pid)?.output ?? "").join("");
      return text.split("\n").slice(from.linesRead).join("\n");
    }
  }
}

function lineOf(text: string, restOf: (text: string) => Stdin): Line {
  if (text === "") return { kind: "end" };
  const end = text.indexOf("\n");
  const line = end === -1 ? text : text.slice(0, end);
  const rest = restOf(end === -1 ? "" : text.slice(end + 1));
  return isKnown(line) ? { kind: "line", text: line, rest } : { kind: "unknown", rest };
}

/** Splits a line for `read a b`: the last name takes all the rest (POSIX, read). */
export function splitLine(line: string, names: readonly string[]): readonly string[] {
  const words = line.trim().split(/[ \t]+/);
  return names.map((_, index) =>
    index < names.length - 1 ? (words[index] ?? "") : words.slice(index).join(" "),
  );
}
