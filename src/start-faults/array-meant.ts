import { decodeString } from "../dockerfile/json-string.ts";

/** A change of the text between two offsets. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The array that a bracketed text was meant to be: its words, and the changes that make it one. */
export interface ArrayMeant {
  readonly words: readonly string[];
  readonly changes: readonly Change[];
}

interface Item {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const QUOTES: Readonly<Record<string, string>> = {
  "'": "'",
  "‘": "’",
  "’": "’",
  "“": "”",
  "”": "”",
  "„": "“",
  "`": "`",
};

/**
 * Reads `['app', --port 80,]` as people mean it: quotes of any kind, words without them, commas too many or too few, a
 * bracket left out. Null where more than that is wrong, or a shell would see something in it.
 */
export function readArrayMeant(text: string): ArrayMeant | null {
  const items: Item[] = [];
  const changes: Change[] = [];
  let commas: number[] = [];
  let at = 1;
  const add = (item: Item): void => {
    changes.push(...betweenWords(items.at(-1), commas));
    const json = JSON.stringify(item.text);
    if (text.slice(item.start, item.end) !== json)
      changes.push({ start: item.start, end: item.end, text: json });
    items.push(item);
    commas = [];
    at = item.end;
  };
  for (;;) {
    while (/[\s]/.test(text[at] ?? "")) at++;
    const char = text[at];
    if (char === undefined || char === "]") break;
    if (char === ",") {
      commas.push(at++);
      continue;
    }
    const item =
      char === '"' ? readJson(text, at) : char in QUOTES ? readQuoted(text, at) : readBare(text, at);
    if (item === null) return null;
    add(item);
  }
  const last = items.at(-1);
  if (last === undefined || (text[at] === "]" && text.slice(at + 1).trim() !== "")) return null;
  changes.push(...commas.map((start) => ({ start, end: start + 1, text: "" })));
  if (text[at] === undefined) changes.push({ start: last.end, end: last.end, text: "]" });
  return { words: items.map((item) => item.text), changes };
}

/** One comma between two words, none before the first. */
function betweenWords(before: Item | undefined, commas: readonly number[]): readonly Change[] {
  const tooMany = before === undefined ? commas : commas.slice(1);
  const removed = tooMany.map((start) => ({ start, end: start + 1, text: "" }));
  if (before === undefined || commas.length > 0) return removed;
  return [{ start: before.end, end: before.end, text: "," }];
}

/** A string in double quotes; one with a backslash that is no JSON escape is taken letter by letter. */
function readJson(text: string, start: number): Item | null {
  const decoded = decodeString(text, start);
  if (decoded.ok) return { text: decoded.text, start, end: decoded.end };
  const close = text.indexOf('"', start + 1);
  const inside = text.slice(start + 1, close);
  return close === -1 || /[\n,[\]]/.test(inside) ? null : { text: inside, start, end: close + 1 };
}

function readQuoted(text: string, start: number): Item | null {
  const close = text.indexOf(QUOTES[text[start] ?? ""] ?? "", start + 1);
  const inside = text.slice(start + 1, close);
  return close === -1 || /["\\\n]/.test(inside) ? null : { text: inside, start, end: close + 1 };
}

/** A word without quotes ends at a blank, a comma or the bracket. */
function readBare(text: string, start: number): Item | null {
  const word = /^[^\s,\]]+/.exec(text.slice(start))?.[0] ?? "";
  return word === "" || /["'“”‘’\\$`;&|<>(){}*?[]/.test(word)
    ? null
    : { text: word, start, end: start + word.length };
}
