import type { Assignment } from "../../shell/syntax.ts";
import { HOLE } from "../hole.ts";
import { calculate } from "./expand/arithmetic.ts";
import { type Expander, MOST_ALTERNATIVES } from "./expand/variables.ts";
import { expandFields, expandTexts } from "./expand/words.ts";
import type { Variable } from "./frames.ts";
import { giveValue, isAssociative, setArray } from "./readonly.ts";
import { referredName } from "./references.ts";
import { SOME_WORDS } from "./word-list.ts";

/** `name=value`, `name+=value`, `name=(…)`, `name[i]=value`. */
export function assignVariable(expander: Expander, assignment: Assignment): void {
  const { shell } = expander;
  const { name, value } = assignment;
  const before = shell.variables.get(referredName(shell, name));
  if (value.type === "ArrayValue") {
    const added = expandFields(expander, value.elements)[0]?.map((field) => field.text) ?? [];
    if (shell.failed !== null) return;
    assignArray(expander, name, added, assignment.append === true);
    return;
  }
  const texts = expandTexts(expander, value);
  // `set -u`: the shell leaves before it assigns.
  if (shell.failed !== null) return;
  if (assignment.index !== undefined) {
    const [key = HOLE] = expandTexts(expander, assignment.index);
    setItem(expander, name, key, texts[0] ?? HOLE);
    return;
  }
  if (assignment.append !== true) {
    giveValue(shell, name, { kind: "scalar", texts });
    return;
  }
  if (before?.kind === "array") {
    const [first = "", ...rest] = before.items;
    setArray(shell, name, [first + (texts[0] ?? ""), ...rest]);
    return;
  }
  const start =
    before?.kind === "scalar"
      ? before.texts
      : shell.assigned.has(name) || before?.kind === "unset"
        ? [""]
        : [HOLE];
  giveValue(shell, name, { kind: "scalar", texts: joinTexts(start, texts) });
}

/** Each with each. A long text that grows bit by bit is not looked at where there is no choice. */
function joinTexts(heads: readonly string[], tails: readonly string[]): readonly string[] {
  const joined = heads.flatMap((head) => tails.map((tail) => head + tail));
  return joined.length === 1 ? joined : [...new Set(joined)].slice(0, MOST_ALTERNATIVES);
}

function itemsOf(variable: Variable | undefined): readonly string[] {
  if (variable?.kind === "array") return variable.items;
  return variable?.kind === "scalar" ? variable.texts.slice(0, 1) : [];
}

/** `name=(value …)`, `name=([key]=value …)`. */
function assignArray(expander: Expander, name: string, fields: readonly string[], isMore: boolean): void {
  const { shell } = expander;
  const before = shell.variables.get(referredName(shell, name));
  const named = fields.map((field) => /^\[([^\]]*)\]=([\s\S]*)$/.exec(field));
  if (!isAssociative(before) && !named.some((match) => match !== null)) {
    setArray(shell, name, [...(isMore ? itemsOf(before) : []), ...fields]);
    return;
  }
  if (!isMore) setArray(shell, name, [], []);
  named.forEach((match, index) => {
    setItem(expander, name, match?.[1] ?? String(index), match?.[2] ?? fields[index] ?? "");
  });
}

/** `name[key]=value`: the key is a number, a variable that holds one, or a word of an associative array. */
export function setItem(expander: Expander, name: string, key: string, value: string): void {
  const { shell } = expander;
  const before = shell.variables.get(referredName(shell, name));
  const items = [...itemsOf(before)];
  const keys = before?.kind === "array" ? [...before.keys] : items.map((_, position) => String(position));
  const number = isAssociative(before)
    ? null
    : calculate(expander, { type: "ArithmeticWord", pos: 0, end: 0, value: key });
  const place = number === null ? key : String(number);
  const position = keys.indexOf(place);
  if (position >= 0) items[position] = value;
  // Among those of a long array that are not followed.
  else if (!keys.includes(SOME_WORDS)) {
    items.push(value);
    keys.push(place);
  }
  setArray(shell, name, items, keys);
}
