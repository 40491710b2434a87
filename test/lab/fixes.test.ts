import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { withFixFigures } from "../../scripts/fix-figures.ts";
import { type LabRun, observe } from "./container.ts";
import { containerKey, coverageOf, isBroken, type MendedRun, mendTable } from "./fix-coverage.ts";
import { argvOf } from "./lab-case.ts";
import { openLabHost } from "./lab-host.ts";
import { observeAll } from "./measure.ts";
import type { Mended } from "./mend.ts";
import { judgeRun } from "./model.ts";
import type { LabOutcome } from "./outcome.ts";
import { canRun, describe as describeRun } from "./record.ts";

const required = process.env.SIGLINT_LAB === "required";
const all = await mendTable();

/** Every run with fixes made: those that are safe, then the unsafe ones as well. */
const made = all.flatMap((of) =>
  [of.safe, of.unsafe].flatMap((mended) => (mended === null ? [] : { of, mended })),
);

describe("by the model, fixes", () => {
  it("bring every service to its end", () => {
    const outcomes = made.map(({ of, mended }) => ({ of, mended, outcome: judgeRun(mended.run).outcome }));
    expect(outcomes.flatMap(({ of, mended, outcome }) => complaint(of, mended, outcome))).toEqual([]);
  });

  it("are there for at least 85 % of the cases that are lost or cut", () => {
    const { cases, fixedCases, runs, fixedRuns, safelyFixedRuns, withoutFix } = coverageOf(all);
    console.info(
      `${fixedCases} of ${cases} cases have a fix; ${fixedRuns} of ${runs} runs, ${safelyFixedRuns} a safe one.`,
    );
    const named = withoutFix.map(({ run }) => describeRun(run));
    expect(fixedCases >= cases * 0.85 ? [] : named).toEqual([]);
  });
});

it("the figures in the docs are those of the fixes as they are now", () => {
  const page = readFileSync(new URL("../../docs/how-it-knows.md", import.meta.url), "utf8");
  expect(page, "refresh it with `npm run pages`").toBe(withFixFigures(page, all));
});

const opened = openLabHost();
if (!opened.ok && !required) console.warn(`The lab is skipped: ${opened.why}.`);
if (opened.ok) afterAll(opened.host.close);

describe.skipIf(!opened.ok && !required)("in the kernel, fixes", () => {
  it("bring every service to its end", { timeout: 900_000 }, async () => {
    if (!opened.ok) throw new Error(`SIGLINT_LAB=required, but the lab cannot run: ${opened.why}.`);
    const { host } = opened;
    const able = made.filter(({ mended }) => canRun(mended.run));
    const runs = new Map(able.map(({ mended }) => [containerKey(mended.run), mended.run]));
    const observations = await observeAll(host, [...runs.values()]);
    const outcomes = new Map([...runs.keys()].map((key, at) => [key, observations[at]?.outcome]));
    const wrong: string[] = [];
    for (const { of, mended } of able) {
      const outcome = outcomes.get(containerKey(mended.run)) ?? "no-start";
      if (complaint(of, mended, outcome).length === 0) continue;
      // A busy machine can make a container late, so what is wrong gets a second look, alone.
      const again = await observe(host, mended.run);
      wrong.push(...complaint(of, mended, again.outcome).map((text) => `${text}\n${written(mended.run)}`));
    }
    expect(wrong.join("\n")).toBe("");
    console.info(`${runs.size} containers with fixes in them stopped well.`);
  });
});

/** What there is to say against a run with fixes; one text at most. */
function complaint(of: MendedRun, mended: Mended, outcome: LabOutcome | "unknown"): string[] {
  const isDone = mended === of.unsafe || mended.left.length === 0;
  const isWell = isBroken(of) && isDone ? outcome === "graceful" : isNoWorse(of.recorded, outcome);
  return isWell ? [] : [`${describeRun(of.run)}: ${of.recorded}, with fixes ${outcome}`];
}

const worstFirst = ["no-start", "lost", "cut", "stuck", "unknown", "graceful"];

function isNoWorse(before: string, after: LabOutcome | "unknown"): boolean {
  // What the kernel does not start comes to nothing in the model.
  if (after === "none") return before === "none" || before === "no-start";
  return worstFirst.indexOf(after) >= worstFirst.indexOf(before);
}

/** The container, to be read. */
function written({ labCase, shell }: LabRun): string {
  const texts = labCase.files.map(({ path, text }) => `--- ${path}\n${text}`);
  return [`    ${JSON.stringify(argvOf(labCase, shell, []))}`, ...texts].join("\n");
}
