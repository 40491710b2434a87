/** A part of a page, as far as the pages of rules use markdown. */
export type Block =
  | { readonly kind: "heading"; readonly depth: number; readonly text: string }
  | { readonly kind: "code"; readonly info: readonly string[]; readonly lines: readonly string[] }
  | { readonly kind: "item" | "paragraph"; readonly text: string }
  /** Tables, and whatever else is best left as it is. */
  | { readonly kind: "verbatim"; readonly lines: readonly string[] };

/** The blocks of a page; its comments are left out. */
export function readBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split(/\r?\n/);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const heading = /^(#+) (.*)$/.exec(line);
    if (line.trim() === "" || /^<!--.*-->$/.test(line)) at++;
    else if (line.startsWith("```")) {
      const end = lines.indexOf("```", at + 1);
      const after = end === -1 ? lines.length : end;
      blocks.push({ kind: "code", info: line.slice(3).split(" "), lines: lines.slice(at + 1, after) });
      at = after + 1;
    } else if (heading !== null) {
      blocks.push({ kind: "heading", depth: heading[1]?.length ?? 1, text: heading[2] ?? "" });
      at++;
    } else {
      const end = endOfText(lines, at);
      const text = lines.slice(at, end);
      if (line.startsWith("|")) blocks.push({ kind: "verbatim", lines: text });
      else blocks.push({ kind: isItem(line) ? "item" : "paragraph", text: joinLines(text) });
      at = end;
    }
  }
  return blocks;
}

/** The first line behind `start` that is of another block. */
function endOfText(lines: readonly string[], start: number): number {
  const next = lines.findIndex(
    (line, index) => index > start && (line.trim() === "" || /^(```|#+ |<!--)/.test(line) || isItem(line)),
  );
  return next === -1 ? lines.length : next;
}

function isItem(line: string): boolean {
  return /^[-*] /.test(line);
}

function joinLines(lines: readonly string[]): string {
  const text = lines.map((line) => line.trim()).join(" ");
  return text.replace(/^[-*] /, "");
}
