import { HOLE } from "../hole.ts";
import type { MappedText } from "../mapped-text.ts";
import { TextBuilder } from "../script/text-builder.ts";
import type { Text } from "../span.ts";

/** What a variable is in a container: null where nothing sets it, so that the reference stays as it is written. */
export type FindVariable = (name: string) => Text | null;

/** Characters that variables may bring into one text: `$(A)$(A)` doubles. */
const MOST_PUT_IN = 200_000;

/**
 * `$(NAME)` becomes the variable, `$$` a dollar sign, and all else stays, a reference to nothing too: `Expand` in
 * Kubernetes' third_party/forked/golang/expansion/expand.go. A value that nobody knows becomes a hole.
 */
export function expandVariables(source: MappedText, find: FindVariable): MappedText {
  const { text, write } = source;
  const written = write !== undefined && { write: writeEscaped(write, find) };
  const builder = new TextBuilder(source.file);
  let at = 0;
  let room = MOST_PUT_IN;
  for (const { start, end, name } of referencesIn(text)) {
    const value: Text | null = name === null ? { kind: "known", text: "$" } : find(name);
    if (value === null) continue;
    builder.appendSlice(source, at, start);
    at = end;
    const put = value.kind === "known" ? value.text : HOLE;
    room -= put.length;
    builder.appendInstead(room < 0 ? HOLE : put, source, start, end);
  }
  if (at === 0) return { ...source, ...written };
  builder.appendSlice(source, at, text.length);
  return { ...builder.build(), ...written };
}

/** `$(NAME)`, or `$$` where `name` is null. UTF-16 offsets, half open. */
interface Reference {
  readonly start: number;
  readonly end: number;
  readonly name: string | null;
}

function referencesIn(text: string): readonly Reference[] {
  const references: Reference[] = [];
  const lastClose = text.lastIndexOf(")");
  for (let start = text.indexOf("$"); start !== -1; ) {
    const sign = text[start + 1];
    const isReference = sign === "(" && start + 2 <= lastClose;
    const end = sign === "$" ? start + 2 : isReference ? text.indexOf(")", start + 2) + 1 : start + 1;
    if (end > start + 1) {
      references.push({ start, end, name: isReference ? text.slice(start + 2, end - 1) : null });
    }
    start = text.indexOf("$", end);
  }
  return references;
}

/** What is written into such a text must not be taken for a variable there. */
function writeEscaped(
  write: NonNullable<MappedText["write"]>,
  find: FindVariable,
): NonNullable<MappedText["write"]> {
  return (text) => {
    const isSafe =
      !text.includes("$$") && referencesIn(text).every(({ name }) => name === null || find(name) === null);
    return isSafe ? write(text) : null;
  };
}
