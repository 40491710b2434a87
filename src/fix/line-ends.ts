import type { Finding, Fix } from "../diagnostic.ts";

/** The finding, its fixes with the line ends of the lines that they change: a file with CRLF stays one. */
export function keepLineEnds(finding: Finding, sources: ReadonlyMap<string, string>): Finding {
  const keep = (fix: Fix): Fix => ({
    ...fix,
    edits: fix.edits.map((edit) => {
      const lineEnd = lineEndAt(sources.get(edit.file) ?? "", edit.start);
      return { ...edit, text: edit.text.replace(/\r?\n/g, lineEnd) };
    }),
  });
  const { fix, otherFixes = [] } = finding;
  return { ...finding, fix: fix && keep(fix), otherFixes: otherFixes.map(keep) };
}

/** The line end of the line that holds an offset; the one before it, where that is the last line and has none. */
function lineEndAt(text: string, offset: number): "\n" | "\r\n" {
  const own = text.indexOf("\n", offset);
  const newline = own === -1 ? text.lastIndexOf("\n") : own;
  return text[newline - 1] === "\r" ? "\r\n" : "\n";
}
