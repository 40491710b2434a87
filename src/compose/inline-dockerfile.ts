import type { YamlScalar } from "../yaml/value.ts";

/**
 * A Dockerfile that stands behind `dockerfile_inline: |`: a text as long as its file, with blank lines in the place of all
 * that is not of it. (An indent of blanks would be part of its heredocs.) `$$` stays as it is, which a shell takes for a
 * number; what hangs on it is not what starts. Null for other styles.
 */
export function inlineDockerfile({ text, style }: YamlScalar, source: string): string | null {
  if (style !== "literal") return null;
  let inline = blankLine(text.pieces[0]?.start ?? 0);
  for (const { start, sourceLength } of text.pieces) {
    inline += "\n".repeat(Math.max(start - inline.length, 0));
    inline += source.slice(start, start + sourceLength);
  }
  return inline + blankLine(source.length - inline.length);
}

/** All that stands around it is one line: a file may have a thousand such Dockerfiles. */
function blankLine(length: number): string {
  return length <= 0 ? "" : `${" ".repeat(length - 1)}\n`;
}
