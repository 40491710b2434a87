import fc from "fast-check";
import type { Context } from "./fuzz-kind.ts";
import { textIn } from "./fuzz-kind.ts";

/** What no text should have and some have: controls, marks that reorder or hide, halves of pairs, wide and combined signs. */
const STRANGE = [
  ..."\0\x07\b\t\v\f\r\x1b\x7f\x85\xa0\xad",
  ...["\u061c", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff"],
  ...["\ud800", "\udc00", "\ud83d\ude00", "e\u0301", "\u{10ffff}", "\r\n", "\x1b[31m", "\x1b]8;;x\x1b\\"],
  ...["::error::", "%0A", "%", "]]>", "<!--", "&#0;", "|", "```", "${", "constructor", "__proto__"],
];

type Change = (text: string, others: readonly string[]) => string;

const place = fc.nat(1_000_000);
const at = (text: string, where: number): number => where % (text.length + 1);

/** The changes that are made to a text; `tokens` are the words of its language. */
function changes(tokens: readonly string[]): fc.Arbitrary<Change> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...tokens) },
    { weight: 2, arbitrary: fc.constantFrom(...STRANGE) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
  );
  const insert = fc.tuple(place, piece).map(
    ([where, word]): Change =>
      (text) => {
        const index = at(text, where);
        return text.slice(0, index) + word + text.slice(index);
      },
  );
  const replace = fc.tuple(place, fc.nat(12), piece).map(
    ([where, length, word]): Change =>
      (text) => {
        const index = at(text, where);
        return text.slice(0, index) + word + text.slice(index + length);
      },
  );
  const drop = fc.tuple(place, fc.nat(60)).map(
    ([where, length]): Change =>
      (text) => {
        const index = at(text, where);
        return text.slice(0, index) + text.slice(index + length);
      },
  );
  const flip = fc.tuple(place, fc.nat(7)).map(
    ([where, bit]): Change =>
      (text) => {
        const bytes = Buffer.from(text);
        const index = where % Math.max(bytes.length, 1);
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        return bytes.toString("utf8");
      },
  );
  const truncate = place.map(
    (where): Change =>
      (text) =>
        text.slice(0, at(text, where)),
  );
  const repeat = fc
    .tuple(
      place,
      fc.nat(40),
      fc.oneof({ weight: 9, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(400) }),
    )
    .map(
      ([where, length, times]): Change =>
        (text) => {
          const index = at(text, where);
          return text.slice(0, index) + text.slice(index, index + length).repeat(times) + text.slice(index);
        },
    );
  const nest = fc.tuple(place, piece, fc.nat(300)).map(
    ([where, word, times]): Change =>
      (text) => {
        const index = at(text, where);
        return text.slice(0, index) + word.repeat(times) + text.slice(index);
      },
  );
  const splice = fc.tuple(place, place, place, fc.nat(200)).map(([where, which, from, length]): Change => {
    return (text, others) => {
      const other = others[which % Math.max(others.length, 1)] ?? "";
      const start = at(other, from);
      const index = at(text, where);
      return text.slice(0, index) + other.slice(start, start + length) + text.slice(index);
    };
  });
  const swap = fc.tuple(place, place).map(
    ([one, two]): Change =>
      (text) => {
        const lines = text.split("\n");
        const [a, b] = [one % lines.length, two % lines.length];
        return lines
          .map((line, index) => (index === a ? lines[b] : index === b ? lines[a] : line))
          .join("\n");
      },
  );
  return fc.oneof(
    { weight: 6, arbitrary: insert },
    { weight: 4, arbitrary: replace },
    { weight: 3, arbitrary: drop },
    { weight: 3, arbitrary: flip },
    { weight: 2, arbitrary: splice },
    { weight: 2, arbitrary: swap },
    { weight: 2, arbitrary: repeat },
    { weight: 1, arbitrary: truncate },
    { weight: 1, arbitrary: nest },
  );
}

/** Texts made of seeds by a few changes. */
export function mutatedTexts(seeds: readonly string[], tokens: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(changes(tokens), { minLength: 1, maxLength: 6 }))
    .map(([seed, made]) => made.reduce((text, change) => change(text, seeds), seed));
}

/** Contexts in which one file, the one that is named beside it, has some changes. */
export function mutatedContexts(
  seeds: readonly (readonly [Context, string])[],
  tokens: readonly string[],
): fc.Arbitrary<Context> {
  const others = seeds.map(([context, path]) => textIn(context, path));
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(changes(tokens), { minLength: 1, maxLength: 6 }))
    .map(([[context, path], made]) => ({
      ...context,
      [path]: made.reduce((text, change) => change(text, others), textIn(context, path)),
    }));
}
