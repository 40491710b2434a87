import type { LintResult } from "../diagnostic.ts";
import { formats } from "../report/formats.ts";
import { plainStyle } from "../report/style.ts";
import { visible } from "../report/visible.ts";
import type { LintInvocation } from "./arguments/invocation.ts";
import { chooseStyle } from "./color.ts";
import type { Engine } from "./engine.ts";
import type { Io } from "./io.ts";
import { rulePages } from "./rule-page.ts";

/** Gives every report that was asked for to where it goes; whether all have got there. */
export async function reportAll(
  result: LintResult,
  { outputs, color }: LintInvocation,
  io: Io,
  { ruleList }: Engine,
): Promise<boolean> {
  const { text: page, uri } = rulePages(io.disk);
  const pages = { rules: ruleList, page, uri };
  let isDone = true;
  for (const { format, file } of outputs) {
    const report = await formats[format]();
    const style = file === null ? await chooseStyle(color, io) : plainStyle;
    const text = report(result, style, pages);
    if (file === null) {
      io.out(text);
      continue;
    }
    const { writeOutput } = await import("./write/write-output.ts");
    const why = await io.uninterrupted(() => writeOutput(io.cwd, file, text));
    if (why === null) continue;
    io.err(`siglint: The report cannot be written to ${visible(file)}: ${why}.\n`);
    isDone = false;
  }
  return isDone;
}
