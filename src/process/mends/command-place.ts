import type { Edit } from "../../diagnostic.ts";
import type { MappedText } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Command, Word } from "../../shell/syntax.ts";
import type { Setting, Start, StartWord } from "../../start/start-command.ts";
import { chainTo, findExecPlace } from "../exec-place.ts";
import type { LaunchSite } from "../machine/process.ts";
import { quoteWords } from "../programs/split-words.ts";
import { plainText, type ShellForm } from "../shell-form.ts";
import { sourceOf } from "../sites.ts";
import type { ProcessNode } from "../stop.ts";
import { ScriptText } from "./script-text.ts";

/** What a command's words are looked for in. */
export interface PlaceContext {
  readonly start: Start;
  readonly shellForms: readonly ShellForm[];
  readonly sources: ReadonlyMap<string, string>;
}

/** A command where it stands: in a script, or in the JSON array of an instruction. */
export interface CommandPlace {
  /** From the program's name on; null for a word that only a shell can tell. */
  readonly words: readonly (string | null)[];
  readonly form: "script" | "json";
  /** It takes its shell's place, or can: nothing that must be done stands behind it. Null where it does not. */
  readonly exec: "safe" | "unsafe" | null;
  /**
   * Puts other words in the place of all, numbers standing for own words that are kept as they are written, and lets the
   * command take the place of its shell. Null where the file does not have the words as they are read.
   */
  readonly become: (words: readonly NewWord[]) => readonly Edit[] | null;
  /** The same, and shell form stays shell form. */
  readonly becomeInPlace: (words: readonly NewWord[]) => readonly Edit[] | null;
  /** Lets it take the place of its shell, as it is. */
  readonly takeOver: () => readonly Edit[] | null;
  /** Puts a piece of a shell script in its place, which ends in an `exec`. */
  readonly rewrite: (script: string) => readonly Edit[] | null;
}

export type NewWord = string | number;

/** The words by which a process became what it is. Null where they stand in no file, or in several instructions. */
export function commandPlaceOf(
  { name, launches }: Pick<ProcessNode, "name" | "launches">,
  context: PlaceContext,
): CommandPlace | null {
  const site = launches.findLast((launch) => launch.site !== null)?.site ?? null;
  const inScript = site === null ? null : placeInScript(site, name, context);
  return inScript ?? placeInArray(name, context);
}

function placeInScript(site: LaunchSite, name: string, context: PlaceContext): CommandPlace | null {
  const command = chainTo(site.script.root, site).at(-1);
  if (command?.type !== "Command" || command.name === undefined) return null;
  const all = [command.name, ...command.args].filter((word) => word.type === "Word");
  const at = all.findIndex((word) => nameOf(word.value) === nameOf(name));
  const words = all.slice(at);
  const [first] = words;
  if (at === -1 || first === undefined || all.length <= command.args.length) return null;
  const source = sourceOf(site, context.start.command?.argv ?? []);
  const place = findExecPlace(site);
  // What a supervisor starts has no shell whose place it could take.
  const isExec = command.name.value === "exec" || site.readBy === "supervisor";
  const own: OwnWords = { source, command, words, exec: isExec ? null : (place?.at ?? null) };
  return {
    words: words.map(plainText),
    form: "script",
    exec: isExec ? "safe" : place === null ? null : place.safe ? "safe" : "unsafe",
    become: (wanted) => inJson(source, at, wanted, words, context) ?? inShell(own, wanted, context),
    becomeInPlace: (wanted) => inShell(own, wanted, context),
    takeOver: () =>
      inShell(
        own,
        words.map((_, index) => index),
        context,
      ),
    rewrite: (script) => rewritten(own, script, context),
  };
}

interface OwnWords {
  readonly source: MappedText;
  readonly command: Command;
  readonly words: readonly Word[];
  /** Where `exec` is to be put; null where it stands already. */
  readonly exec: number | null;
}

/** The instruction in JSON form, where nothing but plain words stands in it. */
function inJson(
  source: MappedText,
  at: number,
  wanted: readonly NewWord[],
  words: readonly Word[],
  { shellForms }: PlaceContext,
): readonly Edit[] | null {
  const form = shellForms.find(({ string }) => string === source);
  if (form === undefined || form.words === null || !form.standsAlone) return null;
  const kept = wanted.map((word) => (typeof word === "number" ? plainWord(words[word]) : word));
  const all = [...form.words.slice(0, at).map(({ text }) => text), ...kept];
  return all.some((word) => word === null) ? null : [{ ...form.span, text: arrayOf(all) }];
}

function plainWord(word: Word | undefined): string | null {
  return word === undefined ? null : plainText(word);
}

function inShell(
  { source, command, words, exec }: OwnWords,
  wanted: readonly NewWord[],
  { sources, start }: PlaceContext,
): readonly Edit[] | null {
  const script = ScriptText.open(source, sources, start.command);
  const { from, to, texts } = changeOf(wanted, words.length);
  const [first, last] = [words[from], words[to - 1]];
  const before = words[from - 1];
  if (script === null) return null;
  const written = texts
    .map((word) => {
      const own = typeof word === "number" ? words[word] : undefined;
      return own === undefined ? quoteWords([String(word)]) : source.text.slice(own.pos, own.end);
    })
    .join(" ");
  const isHere = exec !== null && exec === first?.pos && to > from;
  if (exec !== null && !isHere) script.insert(exec, "exec ");
  if (to > from && first !== undefined && last !== undefined) {
    // A redirection between the words would go with them.
    const isBetween = command.suffix.some(
      ({ type, pos }) => type !== "Word" && first.pos < pos && pos < last.pos,
    );
    const next = words[to];
    if (isBetween || (written === "" && next === undefined)) return null;
    const end = written === "" && next !== undefined ? next.pos : last.end;
    script.replace(first.pos, end, `${isHere ? "exec " : ""}${written}`);
  } else if (written !== "" && before !== undefined) script.insert(before.end, ` ${written}`);
  else if (written !== "" && words[0] !== undefined) script.insert(words[0].pos, `${written} `);
  return script.edits;
}

function rewritten(
  { source, command, words, exec }: OwnWords,
  text: string,
  { sources, start }: PlaceContext,
): readonly Edit[] | null {
  const script = ScriptText.open(source, sources, start.command);
  const last = words.at(-1);
  const { name, prefix, suffix } = command;
  if (script === null || last === undefined || name === undefined || prefix.length > 0) return null;
  if (suffix.some(({ type }) => type !== "Word") || (exec !== null && exec !== name.pos)) return null;
  script.replace(name.pos, last.end, text);
  return script.edits;
}

/** What is left to change of `count` words once those are left out that stay at the front and at the end. */
function changeOf(
  wanted: readonly NewWord[],
  count: number,
): { readonly from: number; readonly to: number; readonly texts: readonly NewWord[] } {
  let from = 0;
  while (from < count && wanted[from] === from) from++;
  let kept = 0;
  const most = Math.min(wanted.length, count) - from;
  while (kept < most && wanted[wanted.length - 1 - kept] === count - 1 - kept) kept++;
  return { from, to: count - kept, texts: wanted.slice(from, wanted.length - kept) };
}

/** The words of CMD or ENTRYPOINT, also where a script has passed them on (`exec "$@"`). */
function placeInArray(name: string, { start }: PlaceContext): CommandPlace | null {
  const settings = [start.command?.entrypoint, start.command?.cmd].filter(
    (setting): setting is Setting => setting !== null && setting !== undefined,
  );
  const at = settings.findIndex(({ words }) => words.some(({ text }) => nameOf(text) === nameOf(name)));
  const setting = settings[at];
  if (setting === undefined || setting.form !== "exec" || at < settings.length - 1) return null;
  if (setting.loose === true) return null;
  const words = setting.words.slice(setting.words.findIndex(({ text }) => nameOf(text) === nameOf(name)));
  return {
    words: words.map(({ text }) => text),
    form: "json",
    exec: "safe",
    become: (wanted) => replaceInArray(words, wanted),
    becomeInPlace: (wanted) => replaceInArray(words, wanted),
    takeOver: () => [],
    rewrite: (script) => replaceInArray(words, ["/bin/sh", "-c", script]),
  };
}

function replaceInArray(words: readonly StartWord[], wanted: readonly NewWord[]): readonly Edit[] | null {
  const { from, to, texts } = changeOf(wanted, words.length);
  const spans = words.flatMap(({ origin }) => (origin.kind === "file" ? origin.span : []));
  const [first, last] = [spans[from], spans[to - 1]];
  const before = spans[from - 1];
  if (spans.length < words.length) return null;
  const written = texts
    .map((word) => JSON.stringify(typeof word === "number" ? words[word]?.text : word))
    .join(", ");
  if (to > from && first !== undefined && last !== undefined) {
    const next = spans[to];
    if (written === "" && next === undefined) return null;
    return [{ ...first, end: written === "" && next !== undefined ? next.start : last.end, text: written }];
  }
  if (written === "") return [];
  if (before !== undefined) return [{ ...before, start: before.end, text: `, ${written}` }];
  const [next] = spans;
  return next === undefined ? null : [{ ...next, end: next.start, text: `${written}, ` }];
}

function arrayOf(words: readonly (string | null)[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}
