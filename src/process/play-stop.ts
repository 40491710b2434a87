import type { ShellName } from "../start/base-image.ts";
import type { StartWord } from "../start/start-command.ts";
import { Effort } from "./explore/effort.ts";
import { TOO_MANY_WAYS } from "./explore/explore.ts";
import { HOLE } from "./hole.ts";
import { compareOutcomes, worstOf } from "./judge.ts";
import { playScene } from "./play.ts";
import type { Scene } from "./scene.ts";
import type { Play, Stop, StopTiming } from "./stop.ts";

/**
 * The plays of what another command after the image's name would start (`docker run image worker`): the words from
 * `commandFrom` on are then anybody's guess. Only what is then surely wrong counts; the rest is left out.
 */
export function playOtherCommands(
  scene: Omit<Scene, "binSh">,
  shells: readonly ShellName[],
  commandFrom: number,
): readonly Play[] {
  const [binSh] = shells;
  const argv = [...scene.argv.slice(0, commandFrom), ANY_WORD];
  if (binSh === undefined || commandFrom === 0) return [];
  const plays = playScene({ ...scene, argv, binSh }, Effort.ofOtherCommands());
  // Where it rests in the end is not known when it was not followed to the end.
  if (plays.some(({ unknown }) => unknown?.reason === TOO_MANY_WAYS)) return [];
  return plays.filter(({ outcome }) => outcome !== "unknown");
}

const ANY_WORD: StartWord = { text: HOLE, origin: { kind: "docker" }, mapped: null };

/**
 * What the stop signal does to what a target starts. `shells` are those that `/bin/sh` may be: where it is not known,
 * all are played, and the outcome is theirs if they agree, else `unknown`.
 */
export function playStop(scene: Omit<Scene, "binSh">, shells: readonly ShellName[]): Stop {
  const byShell = new Map<ShellName, readonly Play[]>();
  for (const binSh of shells) byShell.set(binSh, playScene({ ...scene, binSh }));
  const outcomes = new Map(
    [...byShell].map(([shell, plays]) => [shell, worstOf(plays.map((play) => play.outcome))]),
  );
  const agreed = new Set(outcomes.values());
  const [first] = outcomes.values();
  const plays = [...byShell.values()].reduce<readonly Play[]>(
    (worst, other) => (isWorse(other, worst) ? other : worst),
    [],
  );
  const stop: Stop = {
    outcome: agreed.size === 1 && first !== undefined ? first : "unknown",
    plays: [...plays].sort((a, b) => compareOutcomes(a.outcome, b.outcome)),
    others: [],
    signal: scene.stopSignal,
    grace: null,
    needs: null,
    hookNeeds: null,
    byShell: outcomes,
  };
  return { ...stop, ...timeNeeded(stop, scene, shells) };
}

/** Longer than anybody waits for a container. */
const ALL_THE_TIME = 3600;

/** A stop that SIGKILL cut short, or whose hook used up its time, is played once more with all the time that it wants. */
function timeNeeded(
  { plays }: Stop,
  scene: Omit<Scene, "binSh">,
  shells: readonly ShellName[],
): Pick<Stop, "needs" | "hookNeeds"> {
  const { grace } = scene.timing;
  const timings = plays.flatMap(({ timing }) => timing ?? []);
  const isCutShort = timings.some((timing) => timing.isCutShort);
  const isUsedUp = timings.some(({ preStop }) => preStop >= grace);
  const nothing = { needs: null, hookNeeds: null };
  if (grace >= ALL_THE_TIME || !(isCutShort || isUsedUp)) return nothing;
  const again = playStop({ ...scene, timing: { ...scene.timing, grace: ALL_THE_TIME } }, shells);
  if (again.outcome !== "graceful" || again.plays.length === 0) return nothing;
  const most = (seconds: (timing: StopTiming) => number | null): number =>
    Math.max(...again.plays.map(({ timing }) => (timing && seconds(timing)) ?? ALL_THE_TIME));
  return {
    needs: isCutShort ? most(({ ended }) => ended) : null,
    hookNeeds: isUsedUp ? most(({ preStop }) => preStop) : null,
  };
}

function isWorse(a: readonly Play[], b: readonly Play[]): boolean {
  const outcome = (plays: readonly Play[]) => worstOf(plays.map((play) => play.outcome));
  return b.length === 0 || compareOutcomes(outcome(a), outcome(b)) < 0;
}
