import { normalize } from "node:path";
import { formats } from "../../report/formats.ts";
import { type Choice, readChoice } from "./choice.ts";
import type { Output } from "./invocation.ts";

/**
 * The reports that `--format` asks for, each `name` or `name:file`; `text` where it is not given. `outputFile` is for the
 * one without a file.
 */
export function readOutputs(words: readonly string[], outputFile: string | null): Choice<readonly Output[]> {
  const outputs: Output[] = [];
  for (const word of words.length === 0 ? ["text"] : words) {
    const colon = word.indexOf(":");
    const format = readChoice("format", colon === -1 ? word : word.slice(0, colon), formats);
    if (!format.ok) return format;
    const file = colon === -1 ? null : word.slice(colon + 1);
    if (file === "") return refuse(`--format ${word} needs a file behind the colon: ${word}FILE`);
    outputs.push({ format: format.value, file });
  }
  const loose = outputs.filter(({ file }) => file === null);
  if (loose.length > 1) {
    const names = loose.map(({ format }) => format);
    return refuse(
      `${names.join(" and ")} cannot both go to one place: write one into a file, --format ${names[0]}:FILE`,
    );
  }
  if (outputFile !== null && loose.length === 0) {
    return refuse("Every --format has a file of its own, so there is nothing to write to --output-file");
  }
  const placed = outputs.map(({ format, file }) => ({ format, file: file ?? outputFile }));
  const files = placed.flatMap(({ file }) => (file === null ? [] : normalize(file)));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) return refuse(`Two reports cannot be written to ${twice}: name a file for each`);
  return { ok: true, value: placed };
}

function refuse(message: string): Choice<readonly Output[]> {
  return { ok: false, message };
}
