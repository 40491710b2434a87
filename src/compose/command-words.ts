import { showHoles } from "../hole.ts";
import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Span } from "../span.ts";
import type { Setting as StartSetting, StartWord } from "../start/start-command.ts";
import { isNull, type YamlList, type YamlScalar, type YamlValue } from "../yaml/value.ts";
import type { Project } from "./project.ts";
import { splitCommand } from "./shell-words.ts";

/** A command that several services may share, of the setting that it was read for. */
export interface KnownWords {
  readonly key: string;
  readonly words: CommandWords | null;
}

/** The words of a command, of a string or a list; null, and a problem, where it is neither. */
export function wordsOf(key: string, value: YamlValue, project: Project): CommandWords | null {
  const known = project.commands.get(value);
  if (known?.key === key) return known.words;
  const words = readWords(key, value, project);
  project.commands.set(value, { key, words });
  return words;
}

function readWords(key: string, value: YamlValue, project: Project): CommandWords | null {
  switch (value.kind) {
    case "scalar":
      return splitWords(key, value, project);
    case "list":
      return listWords(key, value, project);
    case "map": {
      const { span } = value;
      const message = `${key} is a map, where compose takes a string or a list`;
      project.report({ file: span.file, span, message });
      return null;
    }
  }
}

export interface CommandWords {
  readonly words: readonly StartWord[];
  /** Why the first of them is not known; null where it is. */
  readonly unknown: string | null;
  /** What compose leaves out behind them. */
  readonly dropped?: StartSetting["dropped"] | null;
}

function splitWords(key: string, value: YamlScalar, project: Project): CommandWords {
  const { text, unknown } = project.interpolate(value);
  const split = splitCommand(text);
  if (split.ok) {
    const words = split.words.map((word) => startWord(word, wordSpan(word, value.span)));
    return { words, unknown, dropped: split.dropsFrom === null ? null : restOf(text, split.dropsFrom) };
  }
  const message = `compose cannot take ${key} apart: ${split.reason}`;
  project.report({ file: value.span.file, span: value.span, message });
  return { words: [], unknown: `compose cannot take ${key} apart` };
}

function listWords(key: string, { items }: YamlList, project: Project): CommandWords {
  let why: string | null = null;
  let isWhole = true;
  const words = items.flatMap((item) => {
    if (item.kind === "scalar" && !isNull(item)) {
      const { text, unknown } = project.interpolate(item);
      why ??= unknown;
      return startWord(text, item.span);
    }
    const message = `an item of ${key} is no text, where compose takes a list of words`;
    project.report({ file: item.span.file, span: item.span, message });
    isWhole = false;
    return [];
  });
  return isWhole ? { words, unknown: why } : { words: [], unknown: `not all of ${key} is text` };
}

function restOf(text: MappedText, from: number): NonNullable<StartSetting["dropped"]> {
  const rest = text.text.slice(from).trimEnd();
  return { text: showHoles(rest), span: spanOf(text, from, from + rest.length) };
}

function startWord(mapped: MappedText, span: Span): StartWord {
  return { text: mapped.text, origin: { kind: "file", span }, mapped };
}

/** Where a word of a string stands, as far as its characters tell. */
function wordSpan({ pieces }: MappedText, whole: Span): Span {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return whole;
  return { file: whole.file, start: first.start, end: last.start + last.sourceLength };
}
