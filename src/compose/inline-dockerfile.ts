import type { YamlScalar } from "../yaml/value.ts";

/**
 * A Dockerfile that stands behind `dockerfile_inline: |`: a text as long as its file, with line ends in the place of all
 * that is not of it. (An indent of blanks would be part of its heredocs.) `$$` stays as it is, which a shell takes for a
 * number; what hangs on it is not what starts. Null for other styles.
 */
export function inlineDockerfile({ text, style }: YamlScalar, source: string): string | null {
  if (style !== "literal") return null;
  let inline = "";
  for (const { start, sourceLength } of text.pieces) {
    inline += "\n".repeat(Math.max(start - inline.length, 0));
    inline += source.slice(start, start + sourceLength);
  }
  return inline + "\n".repeat(Math.max(source.length - inline.length, 0));
}
