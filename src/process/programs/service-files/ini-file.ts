import type { MappedText } from "../../../mapped-text.ts";
import { TextBuilder } from "../../../script/text-builder.ts";

/** A section of an INI file: `[program:web]`. */
export interface IniSection {
  readonly name: string;
  /** By key in small letters; of a key that stands there twice, the last value. */
  readonly options: ReadonlyMap<string, MappedText>;
}

/**
 * The sections of an INI file as Python's RawConfigParser reads them for supervisord: `key = value` or `key: value`,
 * comments behind `;` or `#`, and values that go on in lines which begin with a blank. Total: what is no INI is left out.
 */
export function readIni(source: MappedText): readonly IniSection[] {
  const sections: { readonly name: string; readonly values: Map<string, TextBuilder> }[] = [];
  let value: TextBuilder | null = null;
  for (const { start, line } of linesOf(source.text)) {
    const text = withoutComment(line).trim();
    if (text === "") continue;
    const at = start + line.indexOf(text);
    const section = /^\[([^\]]+)\]/.exec(text)?.[1];
    const [head, key] = /^([^:=]*[^:=\s])\s*[:=]\s*/.exec(text) ?? [];
    if (value !== null && /^[ \t]/.test(line)) {
      value.appendInstead("\n", source, at, at);
      value.appendSlice(source, at, at + text.length);
    } else if (section !== undefined) {
      sections.push({ name: section, values: new Map() });
      value = null;
    } else if (head !== undefined && key !== undefined) {
      value = new TextBuilder(source.file);
      value.appendSlice(source, at + head.length, at + text.length);
      sections.at(-1)?.values.set(key.toLowerCase(), value);
    }
  }
  return sections.map(({ name, values }) => ({
    name,
    options: new Map([...values].map(([key, builder]) => [key, builder.build()])),
  }));
}

/** Where a comment begins in a line, `;` or `#` at its start or behind a blank; -1 where there is none. */
export function commentIn(line: string): number {
  return line.search(/(?<!\S)[;#]/);
}

function withoutComment(line: string): string {
  const comment = commentIn(line);
  return comment === -1 ? line : line.slice(0, comment);
}

/** The lines of a text, without their line ends, and where each begins. */
export function* linesOf(text: string): Iterable<{ readonly start: number; readonly line: string }> {
  let start = 0;
  for (const line of text.split("\n")) {
    yield { start, line };
    start += line.length + 1;
  }
}
