import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import type { LintResult } from "../../src/diagnostic.ts";
import { applyFixes } from "../../src/fix/apply-fixes.ts";
import { fixAll } from "../../src/fix/fix-all.ts";
import { indexLines } from "../../src/report/line-index.ts";
import { judgeAll, lintAll, type RunOptions } from "../../src/run.ts";
import { contextOf, type Example, type Expected, readPage } from "./page.ts";

const folder = new URL("../../rules/", import.meta.url);
const pages = readdirSync(folder).filter((file) => file.endsWith(".md"));

describe.each(pages.map((page) => [page.slice(0, -".md".length)]))("%s", (id) => {
  const examples = readPage(readFileSync(new URL(`${id}.md`, folder), "utf8"));

  test("the page has three examples of each kind, and its rule is what they are about", () => {
    for (const reported of [true, false]) {
      const some = examples.filter((example) => example.reported === reported);
      expect(some.length, reported ? "Reported" : "Not reported").toBeGreaterThanOrEqual(3);
    }
    for (const { reported, expected, title } of examples) {
      expect(
        expected.some(({ rule }) => rule === id),
        title,
      ).toBe(reported);
    }
  });

  test.each(examples.map((example) => [example.title, example] as const))("%s", async (_, example) => {
    const found = await lintAll(optionsOf(example), rules);
    expect(found.problems).toEqual([]);
    expect(new Set(placed(found, example.expected))).toEqual(new Set(example.expected));
    if (found.findings.length === 0 && !isIgnored(example))
      for (const outcome of await outcomesOf(example)) expect(["graceful", "none"]).toContain(outcome);
    await clearEach(example, found);
    await clearFixes(example, found);
  });
});

/** What is silenced may well go wrong. */
function isIgnored({ files }: Example): boolean {
  return [...files.values()].some((text) => /# siglint (global )?(ignore|disable)=/.test(text));
}

function optionsOf(example: Example, texts: ReadonlyMap<string, string> = new Map()): RunOptions {
  return {
    tree: contextOf(example, texts),
    paths: ["."],
    context: null,
    stage: null,
    shell: null,
    base: null,
    ruleIds: [],
  };
}

async function outcomesOf(example: Example, texts?: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const { kept } = await judgeAll(optionsOf(example, texts), ({ target }) => target.stop.outcome);
  return kept;
}

/** The findings as the page writes them; a severity only where the page says one. */
function placed({ findings, sources }: LintResult, expected: readonly Expected[]): readonly Expected[] {
  return findings.map(({ span, rule, severity }) => {
    const { line } = indexLines(sources.get(span.file) ?? "").position(span.start);
    const wanted = expected.find(
      (each) => each.file === span.file && each.line === line && each.rule === rule,
    );
    return { file: span.file, line, rule, severity: wanted?.severity === null ? null : severity };
  });
}

/** Each fix by itself is guilty until cleared: what it leaves can be read, its finding is gone, and there is no new one. */
async function clearEach(example: Example, found: LintResult): Promise<void> {
  for (const finding of found.findings) {
    if (finding.fix === null) continue;
    const { texts } = applyFixes(found.sources, [finding], { unsafe: true });
    const after = await lintAll(optionsOf(example, texts), rules);
    expect(after.problems).toEqual([]);
    expect(after.findings.length, finding.fix.title).toBeLessThan(found.findings.length);
    const before = found.findings.filter((each) => each !== finding).map(({ rule }) => rule);
    expect(before, finding.fix.title).toEqual(expect.arrayContaining(after.findings.map(({ rule }) => rule)));
  }
}

/** All fixes together settle within the passes that there are, and then the stop goes well. */
async function clearFixes(example: Example, found: LintResult): Promise<void> {
  const lint = (texts: ReadonlyMap<string, string>): Promise<LintResult> =>
    lintAll(optionsOf(example, texts), rules);
  for (const unsafe of [false, true]) {
    const run = await fixAll(lint, { unsafe });
    const texts = new Map(run.changes.flat().map(({ file, after }) => [file, after]));
    const makes = (safety: string) => safety === "safe" || unsafe;
    const left = found.findings.filter(({ fix }) => fix === null || !makes(fix.safety));
    expect(run.result.problems).toEqual([]);
    // The fix of an ignore comment can silence one more.
    if (isIgnored(example)) expect(run.result.findings.length).toBeLessThanOrEqual(left.length);
    else expect(run.result.findings.length).toBe(left.length);
    if (unsafe === example.unsafe)
      expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(example.fixed));
    const again = await fixAll((more) => lint(new Map([...texts, ...more])), { unsafe });
    expect(again.fixed, "a second run has nothing left to fix").toBe(0);
    if (left.length > 0 || texts.size === 0 || isIgnored(example)) continue;
    // What only slept and could not be ended has nothing to finish once it can.
    const isStuck = found.findings.every(({ outcome }) => outcome === "stuck");
    const ends = isStuck ? ["graceful", "none"] : ["graceful"];
    expect(ends).toEqual(expect.arrayContaining([...(await outcomesOf(example, texts))]));
  }
}
