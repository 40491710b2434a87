import { type Choice, readChoice } from "./choice.ts";

/** What the arguments say of each option, by its name; what stands beside them by `_`, and behind `--` by `--`. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** What an option says; null where it is not given. */
export function textOf(values: OptionValues, name: string): string | null {
  const value = lastOf(values[name]);
  return typeof value === "string" ? value : null;
}

/** Whether a flag is given, and not taken back by `--no-…`. */
export function isSet(values: OptionValues, name: string): boolean {
  return lastOf(values[name]) === true;
}

/** Of an option that is given several times, the last. */
export function lastOf(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}

/** Of an option that may be given several times, all. */
export function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
}

/** What an option says, of the words that it may be; `standard` where it is not given. */
export function choose<Name extends string, Standard>(
  values: OptionValues,
  option: string,
  choices: Readonly<Record<Name, unknown>>,
  standard: Standard,
): Choice<Name | Standard> {
  const word = textOf(values, option);
  return word === null ? { ok: true, value: standard } : readChoice(option, word, choices);
}
