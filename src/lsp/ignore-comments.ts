import type { Edit, Finding } from "../diagnostic.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";

/** The comments that may silence a finding, the one that reads best first. `text` is that of its file. */
export function ignoreComments({ rule, span, target }: Finding, text: string): readonly Edit[] {
  const comment = `# siglint ignore=${rule} -- `;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const above = (offset: number): Edit => {
    const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
    const place = start === 0 && text.startsWith("\uFEFF") ? 1 : start;
    return { file: span.file, start: place, end: place, text: `${indent}${comment}${lineEnd}` };
  };
  const behind = (offset: number): Edit => {
    const newline = text.indexOf("\n", offset);
    const end = newline === -1 ? text.length : newline - (text[newline - 1] === "\r" ? 1 : 0);
    return { file: span.file, start: end, end, text: ` ${comment}` };
  };
  const instruction = span.file === target.file ? instructionAt(span.file, text, span.start) : null;
  return [
    ...(instruction === null ? [] : [above(instruction)]),
    above(span.start),
    behind(span.start),
    behind(Math.max(span.end - 1, span.start)),
  ];
}

/** The start of the instruction that holds an offset. */
function instructionAt(file: string, text: string, offset: number): number | null {
  const { stages } = parseDockerfile(file, text);
  const holding = stages
    .flatMap(({ from, instructions }) => [from, ...instructions.map(({ span }) => span)])
    .find(({ start, end }) => start <= offset && offset < end);
  return holding?.start ?? null;
}
