import type { Style } from "../style.ts";
import { type Block, readBlocks } from "./markdown.ts";

const WIDTH = 80;
const INDENT = "  ";

/** The page of a rule on a terminal: lines that fit, headings that stand out, addresses in plain sight. */
export function showPage(markdown: string, style: Style): string {
  const blocks = readBlocks(markdown);
  const shown = blocks.map((block, index) => {
    const follows = block.kind === "item" && blocks[index - 1]?.kind === "item";
    return `${index === 0 || follows ? "" : "\n"}${showBlock(block, style).join("\n")}\n`;
  });
  return shown.join("");
}

function showBlock(block: Block, style: Style): readonly string[] {
  switch (block.kind) {
    case "heading": {
      const text = plainText(block.text);
      return [style.strong(block.depth === 2 ? text.toUpperCase() : text)];
    }
    case "code":
      return showCode(block.info, block.lines, style);
    case "paragraph":
      return fill(plainText(block.text), INDENT, INDENT);
    case "item":
      return fill(plainText(block.text), `${INDENT}- `, `${INDENT}  `);
    case "verbatim":
      return block.lines.map((line) => INDENT + plainText(line));
  }
}

/** A file of an example, below its name and what it is. */
function showCode(
  [language, file, ...marks]: readonly string[],
  lines: readonly string[],
  style: Style,
): readonly string[] {
  const code = lines.map((line) => (line === "" ? "" : INDENT + INDENT + showExpectation(line, style)));
  if (file === undefined) return code;
  const how = marks.includes("unsafe")
    ? ", fixed with --unsafe-fixes"
    : marks.includes("fixed")
      ? ", fixed"
      : "";
  const title = language === "program" ? `${file}, a program` : `${file}${how}`;
  return [
    INDENT + style.faint(code.length === 0 ? title : `${title}:`),
    ...(code.length === 0 ? [] : ["", ...code]),
  ];
}

/** What a page expects of the line below, in words. */
function showExpectation(line: string, style: Style): string {
  const [, blanks = "", rule, severity] = /^(\s*)# expect: (\S+)(?: (\S+))?$/.exec(line) ?? [];
  if (rule === undefined) return line;
  return style.strong(
    `${blanks}# ${rule} reports the next line${severity === undefined ? "" : ` (${severity})`}`,
  );
}

/** Text without markup, but for the backticks of code. A link shows where it leads; another page, how to see it. */
function plainText(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, words: string, address: string) => {
      const rule = /^([a-z-]+)\.md$/.exec(address)?.[1];
      return `${words} (${rule === undefined ? address : `siglint rules ${rule}`})`;
    })
    .replace(/(\*\*?)(\S(?:[^*`]*\S)?)\1/g, "$2");
}

/** Lines of at most 80 columns, as far as words allow. */
function fill(text: string, first: string, others: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = others;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
