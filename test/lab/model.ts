import type { Outcome } from "../../src/diagnostic.ts";
import { worstOf } from "../../src/process/judge.ts";
import type { Play } from "../../src/process/stop.ts";
import { playScene } from "../support/play-scene.ts";
import { sceneOf } from "./case-scene.ts";
import type { LabRun } from "./container.ts";

/** What the model makes of a run, and why where it cannot tell. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: string;
}

/** Asks the model what the kernel was asked. */
export function judgeRun(run: LabRun): Verdict {
  return verdictOf(playRun(run));
}

/** Plays the stop at every place where the run can spend its time. */
export function playRun({ labCase, shell, below }: LabRun): readonly Play[] {
  return playScene(sceneOf(labCase, shell, below));
}

export function verdictOf(plays: readonly Play[]): Verdict {
  const reasons = new Set(plays.flatMap((play) => play.unknown?.reason ?? []));
  return { outcome: worstOf(plays.map((play) => play.outcome)), reason: [...reasons].join("; ") };
}

/**
 * Whether the model's outcome is what was recorded. `no-start` is a container that was over before the stop: to the
 * model nothing long-running, a service cut off by its own script, or a start that it cannot tell.
 */
export function isAgreed(recorded: string, outcome: Outcome): boolean {
  if (recorded === "no-start") return ["none", "cut", "unknown"].includes(outcome);
  return outcome === recorded;
}
