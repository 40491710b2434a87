import type { ParameterExpansionPart, Word } from "../../../shell/syntax.ts";
import { HOLE, isKnown } from "../../hole.ts";
import { giveValue, isAssociative } from "../readonly.ts";
import { referredName } from "../references.ts";
import { isEmpty } from "../text.ts";
import { dropWords, firstWords, hasSomeWords, SOME_WORDS, wordAt } from "../word-list.ts";
import { calculate } from "./arithmetic.ts";
import { matchingLengths } from "./pattern.ts";
import { type Expander, type Looked, lookUp, text } from "./variables.ts";

/** Expands a word of an operand: to its texts, or as a pattern. Handed in, since words and parameters contain each other. */
export interface OperandReader {
  readonly texts: (word: Word) => readonly string[];
  readonly pattern: (word: Word) => string;
}

/** `${…}` with its operation (POSIX, Shell Command Language 2.6.2; bash's additions). */
export function expandParameter(
  expander: Expander,
  part: ParameterExpansionPart,
  read: OperandReader,
): Looked {
  const value = subscripted(expander, part, read);
  if (part.prefix === "#") return lengthOf(value);
  const referred = expander.shell.variables.get(part.parameter);
  if (part.prefix === "!" && part.index === undefined && referred?.kind === "reference")
    return text(referred.name);
  if (part.prefix === "!")
    return isAllOf(part) ? keysOf(lookUp(expander, part.parameter)) : indirect(expander, part, value);
  const { operation } = part;
  if (operation === undefined) return value;
  switch (operation.type) {
    case "Default":
      return applyDefault(expander, part.parameter, value, operation.operator, operation.operand, read);
    case "Remove": {
      const pattern = read.pattern(operation.operand);
      return eachText(value, (known) => removeMatch(known, pattern, operation.operator));
    }
    case "Replace": {
      const pattern = read.pattern(operation.pattern);
      const [replacement = HOLE] = read.texts(operation.replacement);
      return eachText(value, (known) => replaceMatch(known, pattern, replacement, operation.operator));
    }
    case "Slice":
      return slice(value, part.parameter, read.texts(operation.offset)[0], optional(operation.length, read));
    case "CaseModification":
      return eachText(value, (known) => changeCase(known, operation.operator));
    case "Transform":
      return operation.operand.text === "Q" ? value : text(HOLE);
    case "Names":
    case "Unknown":
      return text(HOLE);
  }
}

function optional(word: Word | undefined, read: OperandReader): string | undefined {
  return word === undefined ? undefined : read.texts(word)[0];
}

function subscripted(expander: Expander, part: ParameterExpansionPart, read: OperandReader): Looked {
  const value = lookUp(expander, part.parameter);
  if (part.index === undefined) {
    if (value.kind === "list" && part.parameter !== "@" && part.parameter !== "*")
      return firstOf(value.items);
    return value;
  }
  if (isAllOf(part)) {
    return value.kind === "texts" ? { kind: "list", items: value.texts.slice(0, 1) } : listOf(value);
  }
  const [key = HOLE] = read.texts(part.index);
  const items = value.kind === "list" ? value.items : value.kind === "texts" ? value.texts.slice(0, 1) : [];
  const named = value.kind === "list" ? (value.keys?.indexOf(key) ?? -1) : -1;
  if (named >= 0) return text(items[named] ?? HOLE);
  if (isAssociative(expander.shell.variables.get(referredName(expander.shell, part.parameter)))) {
    const isSure = value.kind === "list" && [key, ...(value.keys ?? [])].every(isKnown);
    return isSure ? { kind: "unset" } : text(HOLE);
  }
  const position = numericKey(expander, key);
  if (position === null) return text(HOLE);
  const item = position < 0 && !hasSomeWords(items) ? items.at(position) : wordAt(items, Math.abs(position));
  return item === undefined ? { kind: "unset" } : text(item);
}

function isAllOf({ index }: ParameterExpansionPart): boolean {
  return index?.text === "@" || index?.text === "*";
}

/** `${!name[@]}`: the keys of an array. */
function keysOf(value: Looked): Looked {
  if (value.kind === "unset") return { kind: "list", items: [] };
  if (value.kind === "texts") return { kind: "list", items: ["0"] };
  return { kind: "list", items: hasSomeWords(value.items) ? [SOME_WORDS] : (value.keys ?? [SOME_WORDS]) };
}

/** A subscript that is a number, or the name of a variable that holds one. */
function numericKey(expander: Expander, key: string): number | null {
  const { shell } = expander;
  const failedBefore = shell.failed;
  const number = calculate(expander, { type: "ArithmeticWord", pos: 0, end: 0, value: key });
  // It may as well be the key of an associative array, which is no variable.
  shell.failed = failedBefore;
  return number;
}

function listOf(value: Looked): Looked {
  return value.kind === "unset" ? { kind: "list", items: [] } : value;
}

function firstOf(items: readonly string[]): Looked {
  const [first] = items;
  return first === undefined ? { kind: "unset" } : text(first);
}

function lengthOf(value: Looked): Looked {
  if (value.kind === "list") return text(hasSomeWords(value.items) ? HOLE : String(value.items.length));
  if (value.kind === "unset") return text("0");
  return text(...value.texts.map((known) => (isKnown(known) ? String(known.length) : HOLE)));
}

function indirect(expander: Expander, part: ParameterExpansionPart, value: Looked): Looked {
  if (part.index !== undefined || value.kind !== "texts" || value.texts.length !== 1) return text(HOLE);
  const [name = ""] = value.texts;
  return /^([A-Za-z_]\w*|\d+|#)$/.test(name) ? lookUp(expander, name) : text(HOLE);
}

function applyDefault(
  expander: Expander,
  parameter: string,
  value: Looked,
  operator: string,
  operand: Word,
  read: OperandReader,
): Looked {
  const colon = operator.startsWith(":");
  const action = operator.at(-1);
  if (action === "?" && value.kind === "unset") return value;
  if (value.kind === "list" && value.items.length > 0)
    return action === "+" ? text(...read.texts(operand)) : value;
  const texts = value.kind === "texts" ? value.texts : [];
  const results: string[] = [];
  const missing = value.kind !== "texts";
  for (const known of missing ? [""] : texts) {
    const useOperand = missing ? "yes" : known === HOLE ? "either" : colon ? isEmpty(known) : "no";
    const wantsOperand =
      action === "+" ? (useOperand === "yes" ? "no" : useOperand === "no" ? "yes" : "either") : useOperand;
    if (wantsOperand !== "no" && action !== "?") results.push(...read.texts(operand));
    if (wantsOperand !== "yes") results.push(action === "+" ? "" : known);
  }
  const looked = text(...new Set(results.length === 0 ? [HOLE] : results));
  const isSet = !missing && texts.every((known) => known !== HOLE && (!colon || isEmpty(known) === "no"));
  if (action === "=" && looked.kind === "texts" && !isSet) {
    giveValue(expander.shell, parameter, { kind: "scalar", texts: looked.texts });
  }
  return looked;
}

function eachText(value: Looked, change: (known: string) => string): Looked {
  switch (value.kind) {
    case "unset":
      return value;
    case "list":
      return { kind: "list", items: value.items.map((item) => (isKnown(item) ? change(item) : HOLE)) };
    case "texts":
      return text(...value.texts.map((known) => (isKnown(known) ? change(known) : HOLE)));
  }
}

function removeMatch(known: string, pattern: string, operator: "#" | "##" | "%" | "%%"): string {
  if (!isKnown(pattern)) return HOLE;
  const side = operator.startsWith("#") ? "prefix" : "suffix";
  const lengths = matchingLengths(pattern, known, side);
  if (lengths === null) return HOLE;
  const length = operator.length === 1 ? lengths[0] : lengths.at(-1);
  if (length === undefined) return known;
  return side === "prefix" ? known.slice(length) : known.slice(0, known.length - length);
}

function replaceMatch(known: string, pattern: string, replacement: string, operator: string): string {
  const plain = pattern.replace(/\\(.)/g, "$1");
  if (!isKnown(pattern) || !isKnown(replacement)) return HOLE;
  if (/(^|[^\\])[*?[]/.test(pattern)) return HOLE;
  if (plain === "") return known;
  switch (operator) {
    case "//":
      return known.split(plain).join(replacement);
    case "/#":
      return known.startsWith(plain) ? replacement + known.slice(plain.length) : known;
    case "/%":
      return known.endsWith(plain) ? known.slice(0, known.length - plain.length) + replacement : known;
    default: {
      const at = known.indexOf(plain);
      return at === -1 ? known : known.slice(0, at) + replacement + known.slice(at + plain.length);
    }
  }
}

function slice(value: Looked, parameter: string, offset = "0", length?: string): Looked {
  const from = Number(offset.trim());
  const count = length === undefined ? undefined : Number(length.trim());
  if (!Number.isInteger(from) || (count !== undefined && !Number.isInteger(count))) return text(HOLE);
  if (value.kind === "list") {
    const start = parameter === "@" || parameter === "*" ? Math.max(from - 1, 0) : from;
    const items = dropWords(value.items, start);
    return { kind: "list", items: count === undefined ? items : firstWords(items, count) };
  }
  return eachText(value, (known) => {
    const start = from < 0 ? Math.max(known.length + from, 0) : from;
    const end = count === undefined ? known.length : count < 0 ? known.length + count : start + count;
    return known.slice(start, end);
  });
}

function changeCase(known: string, operator: string): string {
  const change = (part: string) => (operator.startsWith("^") ? part.toUpperCase() : part.toLowerCase());
  return operator.length === 2 ? change(known) : change(known.slice(0, 1)) + known.slice(1);
}
