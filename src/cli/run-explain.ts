import { explainFormats } from "../report/explain/formats.ts";
import { chooseStyle } from "./color.ts";
import type { Engine } from "./engine.ts";
import type { ExplainInvocation } from "./invocation.ts";
import type { Io } from "./io.ts";
import { readRequest } from "./request.ts";

/** Explains; gives the exit code, which has nothing to do with the outcomes. */
export async function runExplain(invocation: ExplainInvocation, io: Io, engine: Engine): Promise<number> {
  const request = await readRequest(invocation, io);
  const explanation = await engine.explain({ ...request, shell: invocation.shell, base: invocation.base });
  const report = explainFormats[invocation.format];
  io.out(report(explanation, await chooseStyle(invocation.color, io)));
  return explanation.problems.some(({ file }) => request.paths.includes(file)) ? 2 : 0;
}
