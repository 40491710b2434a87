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

/** Each alternative so far with each of the next word; where that gets too many, the word's are joined. */
export function appendFields(alternatives: Field[][], choices: readonly Fields[]): Field[][] {
  const isMany = alternatives.length * choices.length > MOST_ALTERNATIVES;
  return appendEach(alternatives, isMany ? [joinFields(choices)] : choices);
}

/**
 * Each list so far with each of what may come next. The lists that it is given are no longer of use: where there is no
 * choice they grow themselves, since thousands of items may follow.
 */
export function appendEach<Item>(lists: Item[][], choices: readonly (readonly Item[])[]): Item[][] {
  const [only, ...others] = choices;
  if (only === undefined || others.length > 0)
    return lists.flatMap((before) => choices.map((choice) => [...before, ...choice]));
  for (const list of lists) for (const item of only) list.push(item);
  return lists;
}
