import { afterAll, describe, expect, it } from "vitest";
import { openLabHost } from "./lab-host.ts";
import { eachOf } from "./measure.ts";
import { rowKey } from "./outcome-table.ts";
import { describe as describeRun, readOutcomeTable } from "./record.ts";
import { runcRuns } from "./runc-cases.ts";
import { observeInRunc } from "./runc-container.ts";
import { openRuncRoom, type RuncRoomResult } from "./runc-room.ts";

const containersAtOnce = 16;

const table = readOutcomeTable();
const runs = runcRuns();
const required = process.env.SIGLINT_LAB === "required";

const host = openLabHost();
if (host.ok) afterAll(host.host.close);
const opened: RuncRoomResult = host.ok ? openRuncRoom(host.host) : host;
if (!opened.ok && !required) console.warn(`No container of runc is run: ${opened.why}.`);

describe.skipIf(!opened.ok && !required)("containers of runc", () => {
  it("end as the table says", { timeout: 120_000 }, async () => {
    if (!opened.ok) throw new Error(`SIGLINT_LAB=required, but runc cannot run: ${opened.why}.`);
    const observations = await eachOf(runs, containersAtOnce, (run) => observeInRunc(opened.room, run));
    const wrong: string[] = [];
    for (const [at, run] of runs.entries()) {
      const recorded = table.rows.get(rowKey(run.labCase, run.below))?.[run.shell];
      if (observations[at]?.outcome === recorded) continue;
      // A busy machine can make a container late, so what differs gets a second look, alone.
      const { outcome, output } = await observeInRunc(opened.room, run);
      if (outcome !== recorded)
        wrong.push(`${describeRun(run)}: recorded ${recorded}, in runc ${outcome}\n${output}`);
      else console.warn(`${describeRun(run)} needed a second look.`);
    }
    expect(wrong.join("\n")).toBe("");
    console.info(`${runs.length} containers of runc did what the table says.`);
  });
});
