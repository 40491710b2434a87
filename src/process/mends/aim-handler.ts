import type { Edit } from "../../diagnostic.ts";
import type { MappedText } from "../../mapped-text.ts";
import { countSettings } from "../../shell/names-in-text.ts";
import type { Word } from "../../shell/syntax.ts";
import type { Started } from "../breaks/started.ts";
import type { HandlerBody } from "./handler-body.ts";
import { killsAmong, variableOf } from "./kill-command.ts";
import { type NamedUnits, nameUnits, putBehind } from "./named-unit.ts";
import { unitsOf } from "./unit.ts";

/**
 * The ways to let a handler's `kill`s and `wait`s name the services: the variable that they name is set; lists lose the
 * quotes that make one word of them; pids come in the place of variables that nobody sets, of `$!` and `%1`, and behind those that
 * are there. `source` is the script that starts the services.
 */
export function aims(
  body: HandlerBody,
  starts: readonly Started[],
  source: MappedText,
): readonly (readonly Edit[])[] {
  const commands = targetsOf(body);
  const words = commands.flat();
  const unquoted = change(body, words.filter(isListInQuotes), ({ text }) => text.slice(1, -1), null);
  const units = starts.flatMap(({ site, kind }) => unitsOf(site, kind)[0] ?? []);
  if (units.length < starts.length || units.some(({ background }) => !background)) return unquoted;
  const named = nameUnits(
    units,
    starts.map(({ name }) => name),
    source.text,
  );
  const isUnset = (word: Word) => {
    const name = variableOf(word) ?? "!";
    return name !== "!" && countSettings(source.text, name, true) === 0;
  };
  const unset = [...new Set(words.filter(isUnset).map(variableOf))];
  const [unit] = named.units;
  const isOne = unset.length === 1 && unit !== undefined && named.units.length === 1 && unit.keep !== null;
  const set = isOne ? { ...named, units: [{ ...unit, keep: `${unset[0]}=$!` }] } : null;
  const inPlaceOf = (meant: readonly Word[]) => change(body, meant, () => named.all, named);
  const lasts = commands.flatMap((all) => all.at(-1) ?? []);
  return [
    ...(set === null ? [] : change(body, [], () => "", set)),
    ...inPlaceOf(words.filter(isUnset)),
    ...inPlaceOf(words.filter((word) => variableOf(word) === "!" || word.value.startsWith("%"))),
    ...unquoted,
    ...change(body, lasts, ({ text }) => `${text} ${named.all}`, named),
  ];
}

function change(
  body: HandlerBody,
  words: readonly Word[],
  to: (word: Word) => string,
  named: NamedUnits | null,
): readonly (readonly Edit[])[] {
  const edit = body.edit();
  if (edit === null || (words.length === 0 && named?.units[0]?.keep === null)) return [];
  for (const word of words) edit.replace(word, to(word));
  if (named !== null) putBehind(edit.script, named, []);
  return edit.edits;
}

/** What its `kill`s and `wait`s are for, command by command. */
function targetsOf({ commands }: HandlerBody): readonly (readonly Word[])[] {
  const waits = commands.filter(({ name }) => name?.value === "wait");
  return [
    ...killsAmong(commands).map(({ targets }) => targets),
    ...waits.map(({ args }) => args.filter((word) => word.type === "Word")),
  ];
}

function isListInQuotes({ text }: Word): boolean {
  return /^"\$(\w+|\{\w+\}|\(.*\))"$/.test(text);
}
