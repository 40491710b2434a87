import type { MappedText } from "../mapped-text.ts";
import { readShebang } from "../shell/interpreter.ts";
import { runTextsOfAll } from "./run-steps.ts";
import type { StartFacts } from "./start-facts.ts";
import type { CarriageReturns, Mend } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { firstStep, traceOfFile } from "./trace.ts";

/** What takes carriage returns away at build or start time, or looks as if it did. */
const MENDING = /dos2unix|fromdos|d2u|\\r|\\x0d|\\015|\^M|\r(?!\n)|autocrlf/i;

/** The scripts among what is started whose lines end in CR LF. */
export function findCarriageReturns(
  facts: StartFacts,
  started: readonly Started[],
): readonly CarriageReturns[] {
  const { start, dockerfile, scripts } = facts;
  const words = start.command?.argv ?? [];
  if (words.some(({ text }) => MENDING.test(text))) return [];
  if (runTextsOfAll(start.image).some(({ text }) => MENDING.test(text))) return [];
  const found = new Map<string, CarriageReturns>();
  for (const { located, by } of started) {
    if (located.kind !== "text" || by === "interpreter") continue;
    const fault = judge(located.text, by !== "read", traceOfFile(located, start));
    if (fault !== null) found.set(fault.file, fault);
  }
  for (const script of scripts) {
    if (found.has(script.file)) continue;
    const fault = judge(script, false, [firstStep(start)]);
    if (fault !== null) found.set(fault.file, fault);
  }
  if (dockerfile !== null) found.delete(dockerfile.file);
  return [...found.values()];
}

/** `direct`: the kernel reads the first line. */
function judge(
  { text, file }: MappedText,
  direct: boolean,
  trace: CarriageReturns["trace"],
): CarriageReturns | null {
  const shebang = readShebang(text);
  const first = /^[^\n]*/.exec(text)?.[0] ?? "";
  const byKernel = direct && shebang !== null && first.endsWith("\r");
  const isShell = /(^|\/)(ba|da|a|k|z)?sh(\s|\r|$)/.test(shebang === null ? "sh" : shebang.program.trim());
  if (!byKernel && !(isShell && mostLinesEndSo(text))) return null;
  return {
    kind: "carriage-returns",
    file,
    interpreter: byKernel ? first.replace(/^#![ \t]*|\r$/g, "") : null,
    span: { file, start: 0, end: first.replace(/\r$/, "").length },
    trace,
    certain: byKernel,
    mend: withoutReturns(file, text),
  };
}

/** Most of the lines that hold a command. */
function mostLinesEndSo(text: string): boolean {
  const lines = text.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  return lines.filter((line) => line.endsWith("\r")).length * 2 > lines.length;
}

/** Far more lines than scripts have that people write. */
const MOST_LINES = 5000;

/** Takes the carriage return of every line away. */
function withoutReturns(file: string, text: string): Mend | null {
  const returns = [...text.matchAll(/\r(?=\n|$)/g)];
  if (returns.length > MOST_LINES) return null;
  const edits = returns.map(({ index }) => ({ file, start: index, end: index + 1, text: "" }));
  return { edits, safe: true };
}
