import type { MappedText } from "../mapped-text.ts";
import { TextBuilder } from "./text-builder.ts";

/** The text with LF at the end of every line, as `dos2unix` leaves it; still mapped to the file. */
export function withoutReturns(source: MappedText): MappedText {
  const builder = new TextBuilder(source.file);
  let from = 0;
  for (const { index } of source.text.matchAll(/\r(?=\n)/g)) {
    builder.appendSlice(source, from, index);
    from = index + 1;
  }
  builder.appendSlice(source, from, source.text.length);
  return builder.build();
}
