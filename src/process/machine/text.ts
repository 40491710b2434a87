import { HOLE, isKnown } from "../hole.ts";

/** What can be said of a condition: yes, no, or either. */
export type Truth = "yes" | "no" | "either";

export function truth(value: boolean): Truth {
  return value ? "yes" : "no";
}

export function not(value: Truth): Truth {
  return value === "yes" ? "no" : value === "no" ? "yes" : "either";
}

/** Whether two texts are equal, holes taken for any text. */
export function sameText(a: string, b: string): Truth {
  if (isKnown(a) && isKnown(b)) return truth(a === b);
  return couldMatch(a, b) ? "either" : "no";
}

/** Whether a text is empty. */
export function isEmpty(text: string): Truth {
  if (text === "") return "yes";
  return text.replaceAll(HOLE, "") === "" ? "either" : "no";
}

function couldMatch(a: string, b: string): boolean {
  const prefixA = a.split(HOLE, 1)[0] ?? "";
  const prefixB = b.split(HOLE, 1)[0] ?? "";
  const common = Math.min(prefixA.length, prefixB.length);
  if (prefixA.slice(0, common) !== prefixB.slice(0, common)) return false;
  if (isKnown(a) && a.length < prefixB.length) return false;
  if (isKnown(b) && b.length < prefixA.length) return false;
  const suffixA = a.slice(a.lastIndexOf(HOLE) + 1);
  const suffixB = b.slice(b.lastIndexOf(HOLE) + 1);
  const tail = Math.min(suffixA.length, suffixB.length);
  return suffixA.slice(suffixA.length - tail) === suffixB.slice(suffixB.length - tail);
}
