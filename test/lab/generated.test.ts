import { afterAll, describe, expect, it } from "vitest";
import { commitSeed } from "../support/commit-seed.ts";
import { compareGenerated, printDisagreement } from "./generated.ts";
import { scriptsPerRun } from "./generated-count.ts";
import { openLabHost } from "./lab-host.ts";

const required = process.env.SIGLINT_LAB === "required";
const usual = required ? scriptsPerRun.required : scriptsPerRun.elsewhere;
const count = Number(process.env.SIGLINT_GENERATED ?? usual);
const seed = Number(process.env.SIGLINT_SEED ?? commitSeed());

const opened = openLabHost();
if (!opened.ok && !required) console.warn(`Generated scripts are not run: ${opened.why}.`);
if (opened.ok) afterAll(opened.host.close);

describe.skipIf(!opened.ok && !required)("model and kernel, on scripts made up for the occasion", () => {
  it("say the same", { timeout: 900_000 }, async () => {
    if (!opened.ok) throw new Error(`SIGLINT_LAB=required, but the lab cannot run: ${opened.why}.`);
    const { agreed, unknown, races, disagreements } = await compareGenerated(opened.host, seed, count);
    console.info(
      `SIGLINT_SEED=${seed}: ${count} scripts, ${agreed} agreed, ${unknown.length} unknown, ${races.length} races.`,
    );
    for (const race of races)
      console.info(`The kernel does not always do the same:\n${printDisagreement(race)}`);
    if (unknown.length > count * 0.05) expect(unknown.map(printDisagreement)).toEqual([]);
    expect(disagreements.map(printDisagreement).join("\n\n")).toBe("");
  });
});
