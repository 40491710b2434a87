import type { Assignment } from "../../shell/syntax.ts";
import { HOLE } from "../hole.ts";
import { calculate } from "./expand/arithmetic.ts";
import { type Expander, MOST_ALTERNATIVES } from "./expand/variables.ts";
import { expandFields, expandTexts } from "./expand/words.ts";
import type { Variable } from "./frames.ts";
import { giveValue } from "./readonly.ts";

/** `name=value`, `name+=value`, `name=(…)`, `name[i]=value`. */
export function assignVariable(expander: Expander, assignment: Assignment): void {
  const { shell } = expander;
  const { name, value } = assignment;
  const before = shell.variables.get(name);
  if (value.type === "ArrayValue") {
    const added = expandFields(expander, value.elements)[0]?.map((field) => field.text) ?? [];
    if (shell.failed !== null) return;
    const kept = assignment.append === true ? itemsOf(before) : [];
    setArray(expander, name, [...kept, ...added]);
    return;
  }
  const texts = expandTexts(expander, value);
  // `set -u`: the shell leaves before it assigns.
  if (shell.failed !== null) return;
  if (assignment.index !== undefined) {
    setItem(expander, name, assignment.index.text, texts[0] ?? HOLE);
    return;
  }
  if (assignment.append !== true) {
    giveValue(shell, name, { kind: "scalar", texts });
    return;
  }
  if (before?.kind === "array") {
    const [first = "", ...rest] = before.items;
    setArray(expander, name, [first + (texts[0] ?? ""), ...rest]);
    return;
  }
  const start =
    before?.kind === "scalar"
      ? before.texts
      : shell.assigned.has(name) || before?.kind === "unset"
        ? [""]
        : [HOLE];
  const joined = [...new Set(start.flatMap((head) => texts.map((tail) => head + tail)))];
  giveValue(shell, name, { kind: "scalar", texts: joined.slice(0, MOST_ALTERNATIVES) });
}

function setArray({ shell }: Expander, name: string, items: readonly string[]): void {
  giveValue(shell, name, { kind: "array", items, keys: items.map((_, index) => String(index)) });
}

function itemsOf(variable: Variable | undefined): readonly string[] {
  if (variable === undefined || variable.kind === "unset") return [];
  return variable.kind === "array" ? variable.items : variable.texts.slice(0, 1);
}

/** `name[key]=value`: the key is a number, a variable that holds one, or a word of an associative array. */
function setItem(expander: Expander, name: string, index: string, value: string): void {
  const { shell } = expander;
  const before = shell.variables.get(name);
  const items = [...itemsOf(before)];
  const keys = before?.kind === "array" ? [...before.keys] : items.map((_, position) => String(position));
  const word = index.replace(/^["']|["']$/g, "").replace(/^\$\{?(\w+)\}?$/, "$1");
  const isNumber = /^\d+$/.test(word) || shell.variables.has(word);
  const number = isNumber
    ? calculate(expander, { type: "ArithmeticWord", pos: 0, end: 0, value: word })
    : null;
  const key = number !== null ? String(number) : word;
  const position = keys.indexOf(key);
  if (position >= 0) items[position] = value;
  else {
    items.push(value);
    keys.push(key);
  }
  giveValue(shell, name, { kind: "array", items, keys });
}
