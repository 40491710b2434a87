import type { Finding } from "../diagnostic.ts";

/** The finding, its fix with the line ends of the lines that it changes: a file with CRLF stays one. */
export function keepLineEnds(finding: Finding, sources: ReadonlyMap<string, string>): Finding {
  const { fix } = finding;
  if (fix === null || !fix.edits.some(({ text }) => text.includes("\n"))) return finding;
  const edits = fix.edits.map((edit) => {
    const lineEnd = lineEndAt(sources.get(edit.file) ?? "", edit.start);
    return { ...edit, text: edit.text.replace(/\r?\n/g, lineEnd) };
  });
  return { ...finding, fix: { ...fix, edits } };
}

/** The line end of the line that holds an offset; the one before it, where that is the last line and has none. */
function lineEndAt(text: string, offset: number): "\n" | "\r\n" {
  const own = text.indexOf("\n", offset);
  const newline = own === -1 ? text.lastIndexOf("\n") : own;
  return text[newline - 1] === "\r" ? "\r\n" : "\n";
}
