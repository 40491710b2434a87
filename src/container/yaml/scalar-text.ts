import type { Scalar } from "yaml";
import { type MappedText, wholeFile } from "../../mapped-text.ts";
import { TextBuilder } from "../../script/text-builder.ts";
import { appendBlock } from "./block-text.ts";
import { appendFlow } from "./flow-text.ts";
import type { DocumentText } from "./read-documents.ts";

/**
 * The text of a scalar with the way back to the file. The library reads it; where that is not what our own reading with
 * places comes to, the whole of it maps to the whole scalar.
 */
export function scalarText(file: string, node: Scalar, part: DocumentText): MappedText {
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
  return moved(built.text === text ? built : asOne(source, start, end, text), part.start);
}

function asOne(source: MappedText, start: number, end: number, text: string): MappedText {
  const builder = new TextBuilder(source.file);
  builder.appendInstead(text, source, start, end);
  return builder.build();
}

function moved(mapped: MappedText, by: number): MappedText {
  return { ...mapped, pieces: mapped.pieces.map((piece) => ({ ...piece, start: piece.start + by })) };
}
