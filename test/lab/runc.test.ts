import { afterAll, describe, expect, it } from "vitest";
import { openLabHost } from "./lab-host.ts";
import { loadCases } from "./load-cases.ts";
import { eachOf, runsOf } from "./measure.ts";
import { rowKey } from "./outcome-table.ts";
import { casesFolder, describe as describeRun, readOutcomeTable } from "./record.ts";
import { observeInRunc } from "./runc-container.ts";
import { openRuncRoom, type RuncRoomResult } from "./runc-room.ts";

/** One of each kind; together they have every outcome. */
const chosen = [
  "below/app",
  "dockerfiles/shell-form-cmd",
  "exec/exec",
  "foreground/app",
  "handlers/exit-trap-only",
  "handlers/function-kill-wait-exit",
  "handlers/function-sigterm-name",
  "handlers/kill-one-of-two",
  "handlers/kill-then-one-wait",
  "pipelines/tee",
  "resting/nothing-but-sleep",
  "start/one-shot",
  "strings/and",
  "strings/group",
  "traps/signal-quit",
  "waits/no-wait",
];
const containersAtOnce = 16;

const table = readOutcomeTable();
const runs = runsOf(loadCases(casesFolder).filter(({ id }) => chosen.includes(id)));
const required = process.env.SIGLINT_LAB === "required";

const host = openLabHost();
if (host.ok) afterAll(host.host.close);
const opened: RuncRoomResult = host.ok ? openRuncRoom(host.host) : host;
if (!opened.ok && !required) console.warn(`No container of runc is run: ${opened.why}.`);

describe.skipIf(!opened.ok && !required)("containers of runc", () => {
  it("end as the table says", { timeout: 120_000 }, async () => {
    if (!opened.ok) throw new Error(`SIGLINT_LAB=required, but runc cannot run: ${opened.why}.`);
    expect(new Set(runs.map(({ labCase }) => labCase.id))).toEqual(new Set(chosen));
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
