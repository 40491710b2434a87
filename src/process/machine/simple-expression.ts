import { type Truth, truth } from "./text.ts";

/**
 * A regular expression of `[[ text =~ … ]]` that reads the same in every dialect: plain characters and dots around at
 * most one list of characters (POSIX, Base Definitions, 9.4).
 */
interface SimpleExpression {
  readonly isFromStart: boolean;
  readonly before: string;
  /** Null for none. */
  readonly list: { readonly has: (sign: string) => boolean; readonly times: "" | "+" | "*" } | null;
  readonly after: string;
  readonly isToEnd: boolean;
}

/** Characters; what is longer is left open. */
const LONGEST = 200;

/** Whether an expression matches somewhere in a text; open for one that is not simple. */
export function matchSimpleExpression(pattern: string, text: string): Truth {
  const expression = text.length > LONGEST ? null : readExpression(pattern);
  if (expression === null) return "either";
  const last = expression.isFromStart ? 0 : text.length;
  for (let start = 0; start <= last; start++) if (matchesAt(expression, text, start)) return truth(true);
  return truth(false);
}

function readExpression(pattern: string): SimpleExpression | null {
  const parts = /^(\^?)([\w/.-]*)(?:\[([\w-]+)\]([+*]?)([\w/-]*))?(\$?)$/.exec(pattern);
  if (parts === null) return null;
  const [, start, before = "", signs, times = "", after = "", end] = parts;
  const has = signs === undefined ? null : readList(signs);
  if (signs !== undefined && has === null) return null;
  return {
    isFromStart: start !== "",
    before,
    list: has === null ? null : { has, times: times === "+" || times === "*" ? times : "" },
    after,
    isToEnd: end !== "",
  };
}

/** `a-z_0-9`; null where a range runs backwards, or a `-` may be one or not. */
function readList(signs: string): ((sign: string) => boolean) | null {
  const ranges: (readonly [string, string])[] = [];
  for (const [part, from = "", to = ""] of signs.matchAll(/(\w)-(\w)|[\w-]/g)) {
    const isRange = from !== "";
    if (isRange && from > to) return null;
    ranges.push(isRange ? [from, to] : [part, part]);
  }
  if (/\w-\w-/.test(signs)) return null;
  return (sign) => ranges.some(([from, to]) => from <= sign && sign <= to);
}

function matchesAt({ before, list, after, isToEnd }: SimpleExpression, text: string, start: number): boolean {
  if (!isThere(before, text, start)) return false;
  const from = start + before.length;
  if (list === null) return isThere(after, text, from) && (!isToEnd || from + after.length === text.length);
  let run = 0;
  while (from + run < text.length && list.has(text[from + run] ?? "")) run += 1;
  const [least, most] = list.times === "" ? [1, Math.min(run, 1)] : [list.times === "+" ? 1 : 0, run];
  for (let length = least; length <= most; length++) {
    const behind = from + length;
    if (isThere(after, text, behind) && (!isToEnd || behind + after.length === text.length)) return true;
  }
  return false;
}

/** Whether these characters stand at a place; a dot stands for any one. */
function isThere(signs: string, text: string, at: number): boolean {
  if (at + signs.length > text.length) return false;
  for (let index = 0; index < signs.length; index++)
    if (signs[index] !== "." && signs[index] !== text[at + index]) return false;
  return true;
}
