import type { OtherOutcome } from "../../explanation.ts";
import type { Choice } from "../../process/choice.ts";
import type { Places } from "../places.ts";
import { visible } from "../visible.ts";
import { onOneLine, placeInWords } from "./in-words.ts";

/** A condition on the way: where it stands, what it asks, and how it went. */
export function choiceCells({ span, text, taken }: Choice, places: Places): readonly string[] {
  return [placeInWords(span, places), onOneLine(text), resultInWords(text, taken)];
}

/** Without the arms of a `case` that are passed by on the way to the one that is taken. */
export function decisive(choices: readonly Choice[]): readonly Choice[] {
  return choices.filter(({ span, taken }, index) => {
    const next = choices[index + 1];
    return taken || next?.span.file !== span.file || next.span.start !== span.start;
  });
}

/** Another outcome, and where it comes about; `when` stands between the two. */
export function elseInWords(
  { outcome, choices, services }: OtherOutcome,
  when: string,
  places: Places,
): string {
  const made = decisive(choices);
  const where = made.slice(0, 2).map((choice) => choiceInWords(choice, places));
  if (made.length > where.length) where.push("…");
  if (where.length > 0) return `${outcome}${when}, where ${where.join(" and ")}`;
  const named = services.length === 0 ? "" : `, where it comes to ${services.map(visible).join(", ")}`;
  return `${outcome}${when}${named}`;
}

function choiceInWords({ span, text, taken }: Choice, places: Places): string {
  const is = isTest(text) ? "is " : "";
  return `\`${onOneLine(text)}\` ${is}${resultInWords(text, taken)} (${placeInWords(span, places)})`;
}

/** Tests and patterns are true or false, commands succeed or fail. */
function resultInWords(text: string, taken: boolean): string {
  return isTest(text) ? String(taken) : taken ? "succeeds" : "fails";
}

function isTest(text: string): boolean {
  return /^(! *)?(\[|test\s|\(\()/.test(text) || text.includes(" is ");
}
