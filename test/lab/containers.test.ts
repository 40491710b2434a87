import { expect, test } from "vitest";
import { memoryTree } from "../../src/context/memory-tree.ts";
import { judgeAll } from "../../src/run.ts";
import { buildContextOf } from "./build-context.ts";
import { loadCases } from "./load-cases.ts";
import { runsOf } from "./measure.ts";
import { isAgreed } from "./model.ts";
import { rowKey } from "./outcome-table.ts";
import { casesFolder, describe, readOutcomeTable } from "./record.ts";

const { rows } = readOutcomeTable();
const runs = runsOf(loadCases(casesFolder).filter(({ container }) => container !== undefined));

test("siglint reads out of files that describe containers what the lab has started, and says what the kernel did", {
  timeout: 300_000,
}, async () => {
  const wrong: string[] = [];
  for (const run of runs) {
    const { labCase, shell, below } = run;
    const { files, base, target } = buildContextOf(run);
    const own = files.map(({ path, text, executable }) => [path, { text, executable }] as const);
    const configuration = { ".siglint.yaml": "services: [app, app2, app3]\ngracePeriod: 2.6\n" };
    const tree = memoryTree({ ...configuration, ...Object.fromEntries(own) });
    const options = { tree, paths: [target.file], context: null, stage: null, shell: null, base };
    const { kept, problems } = await judgeAll({ ...options, ruleIds: [] }, (judged) => judged.target);
    const found = kept.find(({ id }) => id.name === target.name);
    const argv = found?.start.command?.argv.map(({ text }) => text.replace("/sbin/docker-init", "tini"));
    const started = labCase.command.kind === "exec" ? labCase.command.argv : [];
    const name = describe(run);
    if (problems.length > 0) wrong.push(`${name}: ${problems[0]?.message}`);
    if (JSON.stringify(argv) !== JSON.stringify(started))
      wrong.push(`${name}: ${JSON.stringify(argv)}, the lab starts ${JSON.stringify(started)}`);
    const recorded = rows.get(rowKey(labCase, below))?.[shell] ?? "not recorded";
    const outcome = found?.stop.outcome ?? "unknown";
    // Here siglint knows the stand-ins by name alone: not that one has no handler or is deaf, nor how long a stop takes.
    const isHidden =
      /plain-app|deaf-app/.test(started.join(" ")) || /too-short$|a-file-to-look-for$/.test(labCase.id);
    if (!isHidden && !isAgreed(recorded, outcome))
      wrong.push(`${name}: ${outcome}, the kernel says ${recorded}`);
  }
  expect(wrong).toEqual([]);
});
