import type { Scalar } from "yaml";
import { type MappedText, wholeFile } from "../../mapped-text.ts";
import { TextBuilder } from "../../script/text-builder.ts";
import { appendBlock, blockIndent } from "./block-text.ts";
import { appendFlow } from "./flow-text.ts";
import type { DocumentText } from "./read-documents.ts";

/**
 * The text of a scalar with the way back to the file. The library reads it; where that is not what our own reading with
 * places comes to, the whole of it maps to the whole scalar.
 */
export function scalarText(file: string, node: Scalar, part: DocumentText, inFlow: boolean): MappedText {
  const text = node.source ?? String(node.value ?? "");
  const [start, end] = node.range ?? [0, 0];
  const source = wholeFile(file, part.text);
  const exact = new TextBuilder(file);
  switch (node.type) {
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      appendBlock(exact, source, { start, end, text, folded: node.type === "BLOCK_FOLDED" });
      break;
    case "QUOTE_DOUBLE":
    case "QUOTE_SINGLE":
      appendFlow(exact, source, start + 1, end - 1, node.type === "QUOTE_DOUBLE" ? "double" : "single");
      break;
    default:
      appendFlow(exact, source, start, end, "plain");
  }
  const built = exact.build();
  const isExact = built.text === text;
  return {
    ...moved(isExact ? built : asOne(source, start, end, text), part.start),
    write: (wanted) => (isExact ? write(wanted, node, part.text, inFlow) : null),
  };
}

/** How text is written into a scalar; null where its style has no room for it. */
function write(text: string, node: Scalar, source: string, inFlow: boolean): string | null {
  switch (node.type) {
    case "BLOCK_LITERAL": {
      const [start, end] = node.range ?? [0, 0];
      return text.replaceAll("\n", `\n${" ".repeat(blockIndent(source, start, end, node.source ?? ""))}`);
    }
    case "BLOCK_FOLDED":
      return text.includes("\n") ? null : text;
    case "QUOTE_DOUBLE":
      return JSON.stringify(text).slice(1, -1);
    case "QUOTE_SINGLE":
      return text.includes("\n") ? null : text.replaceAll("'", "''");
    default:
      return canStandPlain(text, inFlow) ? text : null;
  }
}

/** In the middle of a plain scalar (YAML 1.2.2, section 7.3.3). */
function canStandPlain(text: string, inFlow: boolean): boolean {
  return !/\n|:(?!\S)|(?<!\S)#/.test(text) && !(inFlow && /[,[\]{}]/.test(text));
}

function asOne(source: MappedText, start: number, end: number, text: string): MappedText {
  const builder = new TextBuilder(source.file);
  builder.appendInstead(text, source, start, end);
  return builder.build();
}

function moved(mapped: MappedText, by: number): MappedText {
  return { ...mapped, pieces: mapped.pieces.map((piece) => ({ ...piece, start: piece.start + by })) };
}
