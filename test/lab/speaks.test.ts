import { expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { judgeAll } from "../../src/run.ts";
import type { Target } from "../../src/target.ts";
import { buildContextOf } from "./build-context.ts";
import type { LabRun } from "./container.ts";
import { loadCases } from "./load-cases.ts";
import { runsOf } from "./measure.ts";
import { casesFolder, describe } from "./record.ts";

/** As a user sees the case: with its services known, and as programs that nobody knows. */
const CONFIGURATIONS = ["services: [app, app2, app3]\n", ""];

test.each(CONFIGURATIONS)(
  "no stop of a case goes wrong without a finding, nor breaks twice at one place (%j)",
  {
    timeout: 120_000,
  },
  async (configuration) => {
    const silent: string[] = [];
    const twice: string[] = [];
    for (const run of runsOf(loadCases(casesFolder))) {
      const target = await judge(run, configuration);
      const { outcome } = target.stop;
      const isWrong = outcome === "lost" || outcome === "cut" || outcome === "stuck";
      if (isWrong && rules.every((rule) => rule.check(target).length === 0))
        silent.push(`${describe(run)}: ${outcome}`);
      const places = target.breaks.map(({ span }) => `${span.file}:${span.start}`);
      if (new Set(places).size < places.length)
        twice.push(`${describe(run)}: ${target.breaks.map(({ cause }) => cause.kind).join(", ")}`);
    }
    expect({ silent, twice }).toEqual({ silent: [], twice: [] });
  },
);

async function judge(run: LabRun, configuration: string): Promise<Target> {
  const { files, base, target } = buildContextOf(run);
  const own = files.map(({ path, text, executable }) => [path, { text, executable }] as const);
  const tree = memoryTree({ ".siglint.yaml": configuration, ...Object.fromEntries(own) });
  const options = { tree, paths: [target.file], context: null, stage: null, shell: null, base };
  const { kept } = await judgeAll({ ...options, ruleIds: [] }, (judged) => judged.target);
  const first = kept.find(({ id }) => id.name === target.name);
  if (first === undefined) throw new Error(`${describe(run)} has no target`);
  return first;
}
