import { HOLE } from "../hole.ts";
import type { MappedText } from "../mapped-text.ts";
import { TextBuilder } from "../script/text-builder.ts";
import type { Text } from "../span.ts";

/** What a variable is in a container: null where nothing sets it, so that the reference stays as it is written. */
export type FindVariable = (name: string) => Text | null;

/**
 * `$(NAME)` becomes the variable, `$$` a dollar sign, and all else stays, a reference to nothing too: `Expand` in
 * Kubernetes' third_party/forked/golang/expansion/expand.go. A value that nobody knows becomes a hole.
 */
export function expandVariables(source: MappedText, find: FindVariable): MappedText {
  const { text, write } = source;
  const written = write !== undefined && { write: writeEscaped(write, find) };
  const builder = new TextBuilder(source.file);
  let at = 0;
  for (const { 0: found, index } of text.matchAll(/\$\$|\$\(([^)]*)\)/g)) {
    const value = found === "$$" ? { kind: "known" as const, text: "$" } : find(found.slice(2, -1));
    if (value === null) continue;
    builder.appendSlice(source, at, index);
    at = index + found.length;
    builder.appendInstead(value.kind === "known" ? value.text : HOLE, source, index, at);
  }
  if (at === 0) return { ...source, ...written };
  builder.appendSlice(source, at, text.length);
  return { ...builder.build(), ...written };
}

/** What is written into such a text must not be taken for a variable there. */
function writeEscaped(
  write: NonNullable<MappedText["write"]>,
  find: FindVariable,
): NonNullable<MappedText["write"]> {
  return (text) => {
    const isSafe =
      !text.includes("$$") &&
      [...text.matchAll(/\$\(([^)]*)\)/g)].every(([, name]) => find(name ?? "") === null);
    return isSafe ? write(text) : null;
  };
}
