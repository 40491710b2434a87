import type { LabRun } from "./container.ts";
import { loadCases } from "./load-cases.ts";
import { runsOf } from "./measure.ts";
import { casesFolder } from "./record.ts";

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

/** The runs that are made in containers of runc as well. */
export function runcRuns(): LabRun[] {
  const cases = loadCases(casesFolder).filter(({ id }) => chosen.includes(id));
  if (cases.length < chosen.length) throw new Error("a case that was chosen for runc has another name now");
  return runsOf(cases);
}
