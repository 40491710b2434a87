import { absoluteImagePath } from "../../../script/image-path.ts";
import type { Word, WordPart } from "../../../shell/syntax.ts";
import { HOLE, isKnown } from "../../hole.ts";
import { globFiles } from "../container-files.ts";
import type { Field } from "../frames.ts";
import { SOME_WORDS } from "../word-list.ts";
import { calculate } from "./arithmetic.ts";
import { appendEach, appendFields } from "./fields.ts";
import { expandParameter } from "./parameters.ts";
import { quotePattern } from "./pattern.ts";
import { quoteExpression } from "./regular-expression.ts";
import { type Expander, type Looked, lookUp, MOST_ALTERNATIVES, noteUnbound, text } from "./variables.ts";

/** A part of a word after expansion, before splitting. */
interface Chunk {
  readonly value: Looked;
  readonly quoted: boolean;
  /** The result of an expansion, which is split into fields where it is not quoted. */
  readonly expanded: boolean;
  readonly glob: boolean;
  readonly joined: boolean;
}

type Chosen = Omit<Chunk, "value"> & { readonly value: string | readonly string[] };

/**
 * The fields that words expand to (POSIX, Shell Command Language 2.6): one list per alternative, the likeliest first,
 * at most `MOST_ALTERNATIVES`. Command substitutions must have run before.
 */
export function expandFields(expander: Expander, words: readonly Word[]): readonly (readonly Field[])[] {
  let alternatives: Field[][] = [[]];
  for (const word of words) alternatives = appendWord(expander, alternatives, word);
  return alternatives;
}

/** Each alternative so far with what the next word expands to. */
export function appendWord(expander: Expander, alternatives: Field[][], word: Word): Field[][] {
  const expanded = alternativesOf(expander, word);
  const before = alternatives[0] ?? [];
  if (before.length < MOST_FIELDS || word.parts === undefined)
    return appendFields(
      alternatives,
      expanded.map((chunks) => toFields(expander, chunks, word)),
    );
  const isOpen = before.at(-1)?.text === SOME_WORDS;
  return isOpen ? alternatives : appendFields(alternatives, [[{ text: SOME_WORDS, word: null }]]);
}

/** Words of a command behind which nobody knows what variables bring: `"${a[@]}"` again and again makes any number. */
const MOST_FIELDS = 4 * 1024;

/** The texts a word may expand to where it is not split: assignments, `case`, redirections. */
export function expandTexts(expander: Expander, word: Word): readonly string[] {
  return [...new Set(alternativesOf(expander, word).map((chunks) => chunks.map(joined).join("")))];
}

/** A word as a pattern: what was quoted matches only itself. Several alternatives give an unknown pattern. */
export function expandPattern(expander: Expander, word: Word): string {
  const alternatives = alternativesOf(expander, word);
  if (alternatives.length !== 1) return HOLE;
  return (alternatives[0] ?? [])
    .map((chunk) => (chunk.quoted ? quotePattern(joined(chunk)) : joined(chunk)))
    .join("");
}

/** A word as a regular expression: a backslash that stands in it belongs to that. Several alternatives give an unknown one. */
export function expandExpression(expander: Expander, word: Word): string {
  if (word.parts === undefined) return word.text;
  return word.parts
    .map((part) => {
      if (part.type === "Literal" || part.type === "Glob" || part.type === "ExtendedGlob") return part.text;
      const alternatives = alternativesOf(expander, { ...word, parts: [part] });
      if (alternatives.length !== 1) return HOLE;
      return (alternatives[0] ?? [])
        .map((chunk) => (chunk.quoted ? quoteExpression(joined(chunk)) : joined(chunk)))
        .join("");
    })
    .join("");
}

function joined(chunk: Chosen): string {
  return typeof chunk.value === "string" ? chunk.value : chunk.value.join(" ");
}

function alternativesOf(expander: Expander, word: Word): readonly (readonly Chosen[])[] {
  if (word.parts === undefined) return [[plain(word.value)]];
  const chunks: Chunk[] = [];
  for (const part of word.parts) collect(expander, part, false, chunks);
  let alternatives: Chosen[][] = [[]];
  let room = MOST_EXPANDED;
  for (const chunk of chunks) {
    const values = valuesOf(chunk);
    if (chunk.expanded) room -= Math.max(...values.map(sizeOf));
    // More than are followed: that part of the word is then anything.
    const isMany = alternatives.length * values.length > MOST_ALTERNATIVES || room < 0;
    alternatives = appendEach(
      alternatives,
      (isMany ? [HOLE] : values).map((value) => [{ ...chunk, value }]),
    );
  }
  return alternatives;
}

/** Characters and items that variables may bring into one word: `$a$a` doubles, and nobody writes that many. */
const MOST_EXPANDED = 4 * 1024;

function sizeOf(value: string | readonly string[]): number {
  return typeof value === "string" ? value.length : value.reduce((sum, item) => sum + item.length + 1, 0);
}

function valuesOf({ value }: Chunk): readonly (string | readonly string[])[] {
  switch (value.kind) {
    case "texts":
      return value.texts;
    case "list":
      return [value.items];
    case "unset":
      return [""];
  }
}

function literal(value: string, quoted: boolean): Chunk {
  return { value: text(value), quoted, expanded: false, glob: false, joined: false };
}

/** What stands there as it is. */
function plain(value: string): Chosen {
  return { value, quoted: false, expanded: false, glob: false, joined: false };
}

function expansion(value: Looked, quoted: boolean, isJoined = false): Chunk {
  return { value, quoted, expanded: true, glob: false, joined: isJoined };
}

function collect(expander: Expander, part: WordPart, quoted: boolean, chunks: Chunk[]): void {
  switch (part.type) {
    case "Literal":
      chunks.push(literal(part.value, quoted));
      return;
    case "SingleQuoted":
    case "AnsiCQuoted":
      chunks.push(literal(part.value, true));
      return;
    case "DoubleQuoted":
    case "LocaleString":
      if (part.parts.length === 0) chunks.push(literal("", true));
      for (const child of part.parts) collect(expander, child, true, chunks);
      return;
    case "SimpleExpansion": {
      const name = part.text.slice(1);
      const value = lookUp(expander, name);
      noteUnbound(expander, value, name);
      const isArray = value.kind === "list" && name !== "@" && name !== "*";
      chunks.push(expansion(isArray ? firstItem(value.items) : value, quoted, name === "*"));
      return;
    }
    case "ParameterExpansion": {
      const value = expandParameter(expander, part, {
        texts: (word) => expandTexts(expander, word),
        pattern: (word) => expandPattern(expander, word),
      });
      if (part.operation?.type !== "Default") noteUnbound(expander, value, part.parameter);
      else if (part.operation.operator.endsWith("?") && value.kind === "unset")
        expander.shell.failed = "ends";
      chunks.push(expansion(value, quoted, part.parameter === "*" || part.index?.text === "*"));
      return;
    }
    case "CommandExpansion":
      chunks.push(expansion(text(expander.shell.substituted.get(part) ?? HOLE), quoted));
      return;
    case "ArithmeticExpansion": {
      const value = part.expression === undefined ? null : calculate(expander, part.expression);
      chunks.push(expansion(text(value === null ? HOLE : String(value)), quoted));
      return;
    }
    case "ProcessSubstitution":
      chunks.push(literal("/dev/fd/63", true));
      return;
    case "Glob":
    case "ExtendedGlob": {
      const { inner, before, behind } = insideGlob(part);
      chunks.push({ ...literal(before, quoted), glob: true });
      for (const child of inner) collect(expander, child, quoted, chunks);
      chunks.push({ ...literal(behind, quoted), glob: true });
      return;
    }
    case "BraceExpansion":
      chunks.push({ ...expansion({ kind: "list", items: expandBraces(part.text) }, false), expanded: false });
      return;
  }
}

type GlobPart = Extract<WordPart, { type: "Glob" | "ExtendedGlob" }>;

/** `[$signs]`, `@($a|b)`: what is expanded in a pattern, and what stands around it. */
function insideGlob(part: GlobPart): { inner: readonly WordPart[]; before: string; behind: string } {
  const inner = part.parts ?? [];
  const [first] = inner;
  const last = inner.at(-1);
  if (first === undefined || last === undefined || inner.every(({ type }) => type === "Literal"))
    return { inner: [], before: part.text, behind: "" };
  return {
    inner,
    before: part.text.slice(0, first.pos - part.pos),
    behind: part.text.slice(last.end - part.pos),
  };
}

function firstItem(items: readonly string[]): Looked {
  const [first] = items;
  return first === undefined ? { kind: "unset" } : text(first);
}

/** `{a,b}` and `{1..3}`; anything nested is unknown. */
function expandBraces(braces: string): readonly string[] {
  const inner = braces.slice(1, -1);
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(inner);
  if (range !== null) {
    const from = Number(range[1]);
    const to = Number(range[2]);
    const count = Math.min(Math.abs(to - from) + 1, 1000);
    return Array.from({ length: count }, (_, index) => String(from < to ? from + index : from - index));
  }
  return /[{}$`'"\\]/.test(inner) || !inner.includes(",") ? [HOLE] : inner.split(",");
}

/** Field splitting and pathname expansion of one alternative. */
function toFields(expander: Expander, chunks: readonly Chosen[], word: Word): readonly Field[] {
  const fields: string[] = [];
  let open: string | null = null;
  let hasGlob = false;
  for (const chunk of chunks) {
    if (chunk.glob) hasGlob = true;
    if (typeof chunk.value !== "string" && !(chunk.joined && chunk.quoted)) {
      const items: readonly string[] = chunk.quoted ? chunk.value : chunk.value.filter((item) => item !== "");
      items.forEach((item, index) => {
        if (index > 0 && open !== null) {
          fields.push(open);
          open = null;
        }
        open = (open ?? "") + item;
      });
    } else if (chunk.quoted || !chunk.expanded) open = (open ?? "") + joined(chunk);
    else open = split(joined(chunk), open, fields);
  }
  if (open !== null) fields.push(open);
  const texts = hasGlob ? fields.flatMap((field) => expandGlob(expander, field)) : fields;
  return texts.map((field) => ({ text: field, word: texts.length === 1 ? word : null }));
}

function split(value: string, open: string | null, fields: string[]): string | null {
  const parts = value.split(/[ \t\n]+/);
  let current = open;
  parts.forEach((part, index) => {
    if (index > 0 && current !== null) {
      fields.push(current);
      current = null;
    }
    if (part !== "") current = (current ?? "") + part;
  });
  return current;
}

function expandGlob(expander: Expander, pattern: string): readonly string[] {
  if (!isKnown(pattern)) return [HOLE];
  const { shell, system } = expander;
  const absolute = absoluteImagePath(pattern, shell.workdir);
  if (absolute === null) return [HOLE];
  const { paths, complete } = globFiles(system, absolute);
  const items = complete ? [...paths] : [...paths, HOLE];
  return items.length === 0 && !shell.options.nullglob ? [pattern] : items;
}
