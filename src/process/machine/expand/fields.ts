import { HOLE } from "../../hole.ts";
import type { Field } from "../frames.ts";
import { mergeWords } from "../word-list.ts";
import { MOST_ALTERNATIVES } from "./variables.ts";

/** What words expand to, one after the other. */
export type Fields = readonly Field[];

/** What the alternatives agree on; where they do not, nobody knows. */
export function joinFields(alternatives: readonly Fields[]): Fields {
  const [first = [], ...others] = alternatives;
  if (others.every((fields) => fields.length === first.length)) {
    return first.map((field, index) =>
      others.every((fields) => fields[index]?.text === field.text) ? field : { text: HOLE, word: null },
    );
  }
  const lists: (readonly string[])[] = alternatives.map((fields) => fields.map(({ text }) => text));
  return lists.reduce(mergeWords).map((text) => ({ text, word: null }));
}

/**
 * Each alternative so far with each of the next word; where that gets too many, the word's are joined. What it is given
 * is no longer of use: one alternative alone grows, since thousands of words may follow.
 */
export function appendFields(alternatives: Field[][], choices: readonly Fields[]): Field[][] {
  const [only, ...others] = alternatives;
  const [next, ...further] = choices;
  if (only !== undefined && next !== undefined && others.length + further.length === 0) {
    for (const field of next) only.push(field);
    return alternatives;
  }
  const isMany = alternatives.length * choices.length > MOST_ALTERNATIVES;
  const followed = isMany ? [joinFields(choices)] : choices;
  return alternatives.flatMap((before) => followed.map((fields) => [...before, ...fields]));
}
