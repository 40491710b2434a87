import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LintResult } from "../../src/diagnostic.ts";
import type { Explanation } from "../../src/explanation.ts";
import { explain, fix, lint, ruleList } from "../../src/index.ts";
import type { LintOptions } from "../../src/library-options.ts";
import { explainFormats } from "../../src/report/explain/formats.ts";
import { type FormatName, formats } from "../../src/report/formats.ts";
import { plainStyle } from "../../src/report/style.ts";
import type { Span } from "../../src/span.ts";
import { type Context, type FuzzKind, textIn } from "./fuzz-kind.ts";
import { checkVisible, readBack } from "./read-back.ts";

const book = { rules: ruleList, page: () => null };
const cwd = "/project";

/** Puts a context to every test; rejects with what does not hold. `seconds` is the work that one question may take. */
export async function checkContext(context: Context, kind: FuzzKind, seconds: number): Promise<void> {
  const { layOut } = kind;
  if (layOut === undefined) return checkGiven({ files: context, cwd }, context, kind, seconds);
  const folder = await mkdtemp(join(tmpdir(), "siglint-fuzz-"));
  try {
    await checkGiven(await layOut(context, folder), context, kind, seconds);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function checkGiven(
  given: LintOptions,
  context: Context,
  { check }: FuzzKind,
  seconds: number,
): Promise<void> {
  const soon = within(seconds);
  const result = await soon("lint", () => lint(given));
  checkSpans(result, context);
  if (said(await lint(given)) !== said(result)) throw new Error("the same files give another result");
  await checkReports(result, soon);
  await checkExplanation(await soon("explain", () => explain(given)));
  await checkFixes(given, result, soon);
  check?.(context, result);
}

async function checkReports(result: LintResult, soon: Soon): Promise<void> {
  const count = result.findings.length + result.problems.length;
  for (const name of Object.keys(formats) as FormatName[]) {
    const report = await formats[name]();
    const text = await soon(name, async () => report(result, plainStyle, book));
    told(name, () => readBack[name](text, count));
  }
}

async function checkExplanation(explanation: Explanation): Promise<void> {
  const { text, mermaid, json } = explainFormats;
  told("explain as text", () => checkVisible(text(explanation, plainStyle)));
  told("explain as mermaid", () => checkVisible(mermaid(explanation, plainStyle)));
  told("explain as json", () => JSON.parse(json(explanation, plainStyle)));
}

/** Fixes settle, and leave nothing that cannot be read where it could be before. */
async function checkFixes(given: LintOptions, before: LintResult, soon: Soon): Promise<void> {
  if (before.findings.every((finding) => finding.fix === null)) return;
  const { changes, result } = await soon("fix", () => fix({ ...given, unsafe: true }));
  if (result.problems.length > before.problems.length) throw new Error("a fix made something unreadable");
  const texts = new Map(changes.flat().map(({ file, after }) => [file, after]));
  const again = await fix({ ...given, unsafe: true, texts });
  if (again.changes.length > 0)
    throw new Error(`fixes do not settle: ${JSON.stringify(again.changes.flat())}`);
}

function checkSpans({ findings, problems, sources }: LintResult, context: Context): void {
  const check = ({ file, start, end }: Span): void => {
    const length = (sources.get(file) ?? textIn(context, file)).length;
    if (!(start >= 0 && start <= end && end <= length))
      throw new Error(`a span outside of ${file}: ${start} to ${end} of ${length}`);
  };
  for (const { span, trace, fix: mend } of findings) {
    for (const one of [span, ...trace.map((step) => step.span), ...(mend?.edits ?? [])]) check(one);
  }
  for (const { span } of problems) if (span !== null) check(span);
}

function said({ findings, problems }: LintResult): string {
  return JSON.stringify([findings, problems]);
}

function told(what: string, action: () => unknown): void {
  try {
    action();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Soon = <T>(what: string, action: () => Promise<T>) => Promise<T>;

/** Does it; throws where it takes too long, and does so again: the first time may have paid for something else. */
const within =
  (seconds: number): Soon =>
  async (what, action) => {
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; ; tries++) {
      const [cpu, start] = [process.cpuUsage(), performance.now()];
      const made = await action();
      const { user, system } = process.cpuUsage(cpu);
      // Other processes make the clock run on, other threads the CPU time.
      least = Math.min(least, (user + system) / 1e6, (performance.now() - start) / 1e3);
      if (least <= seconds) return made;
      if (tries === 2) throw new Error(`${what} takes ${least.toFixed(1)} s`);
    }
  };
