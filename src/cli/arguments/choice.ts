import { meantOr } from "../../nearest-word.ts";

/** One of the words that an option may be, or what to write instead. */
export type Choice<Name> =
  | { readonly ok: true; readonly value: Name }
  | { readonly ok: false; readonly message: string };

/** The choice that `word` names; without one, the message names the nearest, or all of them. `option` is without its dashes. */
export function readChoice<Name extends string>(
  option: string,
  word: string,
  choices: Readonly<Record<Name, unknown>>,
): Choice<Name> {
  if (isKey(choices, word)) return { ok: true, value: word };
  const words = Object.keys(choices);
  const advice = meantOr(word, words, `choose from ${words.join(", ")}`);
  return { ok: false, message: `There is no --${option} ${word}; ${advice}` };
}

function isKey<Name extends string>(index: Readonly<Record<Name, unknown>>, key: string): key is Name {
  return Object.hasOwn(index, key);
}
