import type { Edit } from "../diagnostic.ts";
import type { YamlEntry, YamlMap } from "./value.ts";

/**
 * Writes a text without blanks behind a key of a map: in the place of what stands there, quoted as that is, else as an
 * entry behind the others, and behind comments that belong to the last of them. Null where it stands elsewhere (an alias,
 * a merge key), or the place for it cannot be told.
 */
export function setEntry(map: YamlMap, source: string, key: string, text: string): Edit | null {
  const entry = map.entries.get(key);
  const { file, start, end } = map.span;
  if (entry !== undefined) return entry.key.start < start ? null : replaceValue(entry, source, text);
  const own = [...map.entries.values()]
    .filter((each) => each.key.start >= start && each.key.end <= end && each.value.span.end <= end)
    .sort((one, other) => one.key.start - other.key.start);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return null;
  const lead = leadOf(source, first.key.start);
  if (source[start] !== "{") return addLine(source, last, lead, `${key}: ${text}`, file);
  const at = last.value.span.end;
  const isJson = source[first.key.start] === '"';
  const written = isJson ? `"${key}": ${/^\d+$/.test(text) ? text : `"${text}"`}` : `${key}: ${text}`;
  return { file, start: at, end: at, text: `,${lead.startsLine ? `\n${lead.indent}` : " "}${written}` };
}

function replaceValue({ key, value }: YamlEntry, source: string, text: string): Edit | null {
  const { file, start, end } = value.span;
  if (value.kind !== "scalar" || file !== key.file || start < key.end) return null;
  if (!/^[ \t]*:[ \t]+$/.test(source.slice(key.end, start))) return null;
  const quote = /^["']/.exec(source.slice(start, end))?.[0] ?? "";
  return { file, start, end, text: `${quote}${text}${quote}` };
}

/** What stands in front of a key in its line. */
interface Lead {
  /** As many blanks. */
  readonly indent: string;
  readonly startsLine: boolean;
}

function leadOf(source: string, at: number): Lead {
  const before = source.slice(source.lastIndexOf("\n", at - 1) + 1, at);
  return { indent: before.replace(/[^\t]/g, " "), startsLine: before.trim() === "" };
}

function addLine(source: string, last: YamlEntry, { indent }: Lead, line: string, file: string): Edit | null {
  let at = last.value.span.end;
  // A block text ends behind its line.
  if (at === 0 || source[at - 1] !== "\n") at = endOfLine(source, at);
  for (;;) {
    const next = source[at] === "\n" ? at + 1 : at;
    const comment = /^([ \t]*)#/.exec(source.slice(next, endOfLine(source, next)));
    if (comment === null || next >= source.length || (comment[1]?.length ?? 0) <= indent.length) break;
    at = endOfLine(source, next);
  }
  const isBehindLine = at > 0 && source[at - 1] !== "\n";
  const start = isBehindLine && source[at - 1] === "\r" ? at - 1 : at;
  return {
    file,
    start,
    end: start,
    text: isBehindLine ? `\n${indent}${line}` : `${indent}${line}\n`,
  };
}

function endOfLine(source: string, at: number): number {
  const newline = source.indexOf("\n", at);
  return newline === -1 ? source.length : newline;
}
