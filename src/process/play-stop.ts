import type { Outcome } from "../diagnostic.ts";
import type { ShellName } from "../start/base-image.ts";
import type { StartWord } from "../start/start-command.ts";
import { Effort } from "./explore/effort.ts";
import { TOO_MANY_WAYS, type Watcher } from "./explore/explore.ts";
import { OtherCommands } from "./explore/other-commands.ts";
import { HOLE } from "./hole.ts";
import { compareOutcomes, worstOf } from "./judge.ts";
import { playStops } from "./play.ts";
import type { Scene } from "./scene.ts";
import { followStart, type StartUp, startContainer } from "./start-up.ts";
import type { Play, Stop, StopTiming } from "./stop.ts";

/** A start, and the stops where it comes to. */
interface Played {
  readonly startUp: StartUp;
  readonly plays: readonly Play[];
}

/**
 * What the stop signal does to what a target starts. `shells` are those that `/bin/sh` may be: where it is not known,
 * all are played, and the outcome is theirs if they agree, else `unknown`. Other commands than the image's own are played
 * where the scene says which of its words they leave.
 */
export function playStop(scene: Omit<Scene, "binSh">, shells: readonly ShellName[]): Stop {
  const commands = new OtherCommands();
  const byShell = playWithEach(scene, shells, commands);
  const verdict = verdictOf(new Map([...byShell].map(([shell, { plays }]) => [shell, plays])));
  return {
    ...verdict,
    others: playOthers(scene, shells, commands),
    signal: scene.stopSignal,
    grace: null,
    ...timeNeeded(verdict, scene.timing.grace, byShell),
  };
}

type Verdict = Pick<Stop, "outcome" | "plays" | "byShell">;

function verdictOf(byShell: ReadonlyMap<ShellName, readonly Play[]>): Verdict {
  const outcomes = new Map([...byShell].map(([shell, plays]) => [shell, outcomeOf(plays)]));
  const agreed = new Set(outcomes.values());
  const [first] = agreed;
  const plays = [...byShell.values()].reduce<readonly Play[]>(
    (worst, other) => (isWorse(other, worst) ? other : worst),
    [],
  );
  return {
    outcome: agreed.size === 1 && first !== undefined ? first : "unknown",
    plays: [...plays].sort((a, b) => compareOutcomes(a.outcome, b.outcome)),
    byShell: outcomes,
  };
}

function outcomeOf(plays: readonly Play[]): Outcome {
  return worstOf(plays.map(({ outcome }) => outcome));
}

function isWorse(a: readonly Play[], b: readonly Play[]): boolean {
  return b.length === 0 || compareOutcomes(outcomeOf(a), outcomeOf(b)) < 0;
}

/** A play for each shell; where nothing has asked what `/bin/sh` is, they share one. */
function playWithEach(
  scene: Omit<Scene, "binSh">,
  shells: readonly ShellName[],
  commands: OtherCommands,
): ReadonlyMap<ShellName, Played> {
  const byShell = new Map<ShellName, Played>();
  let isAsked = true;
  for (const shell of shells) {
    const before = [...byShell.values()].at(-1);
    if (before !== undefined && !isAsked) {
      byShell.set(shell, before);
      continue;
    }
    isAsked = false;
    const start = startContainer({
      ...scene,
      get binSh() {
        isAsked = true;
        return shell;
      },
    });
    const onStatement = before === undefined ? commands.partFrom(start) : undefined;
    const startUp = followStart([start], new Effort(), onStatement);
    byShell.set(shell, { startUp, plays: playStops(startUp, scene.timing.grace) });
  }
  return byShell;
}

/**
 * The plays of what another command after the image's name would start (`docker run image worker`): its words are anybody's
 * guess. Only what is then surely wrong counts; the rest is left out.
 */
function playOthers(
  scene: Omit<Scene, "binSh">,
  [binSh]: readonly ShellName[],
  commands: OtherCommands,
): readonly Play[] {
  const { argv, fixedWords = 0, timing } = scene;
  if (binSh === undefined || fixedWords === 0 || commands.areTooMany) return [];
  const [first, ...others] = commands.isParting
    ? commands.partings
    : [startContainer({ ...scene, binSh, argv: [...argv.slice(0, fixedWords), ANY_WORD] })];
  if (first === undefined) return [];
  const onStatement: Watcher["onStatement"] = (...at) => !commands.hasMet(...at);
  const startUp = followStart([first, ...others], Effort.ofOtherCommands(), onStatement);
  // Where it rests in the end is not known when it was not followed to the end.
  if (startUp.gaps.some(({ gap }) => gap.reason === TOO_MANY_WAYS)) return [];
  return playStops(startUp, timing.grace).filter(({ outcome }) => outcome !== "unknown");
}

const ANY_WORD: StartWord = { text: HOLE, origin: { kind: "docker" }, mapped: null };

/** Longer than anybody waits for a container. */
const ALL_THE_TIME = 3600;

/** A stop that SIGKILL cut short, or whose hook used up its time, is played once more with all the time that it wants. */
function timeNeeded(
  { plays }: Verdict,
  grace: number,
  byShell: ReadonlyMap<ShellName, Played>,
): Pick<Stop, "needs" | "hookNeeds"> {
  const timings = plays.flatMap(({ timing }) => timing ?? []);
  const isCutShort = timings.some((timing) => timing.isCutShort);
  const isUsedUp = timings.some(({ preStop }) => preStop >= grace);
  const nothing = { needs: null, hookNeeds: null };
  if (grace >= ALL_THE_TIME || !(isCutShort || isUsedUp)) return nothing;
  const again = verdictOf(playAgain(byShell, ALL_THE_TIME));
  if (again.outcome !== "graceful" || again.plays.length === 0) return nothing;
  const most = (seconds: (timing: StopTiming) => number | null): number =>
    Math.max(...again.plays.map(({ timing }) => (timing && seconds(timing)) ?? ALL_THE_TIME));
  return {
    needs: isCutShort ? most(({ ended }) => ended) : null,
    hookNeeds: isUsedUp ? most(({ preStop }) => preStop) : null,
  };
}

/** The stops with another grace period, in seconds. */
function playAgain(
  byShell: ReadonlyMap<ShellName, Played>,
  grace: number,
): ReadonlyMap<ShellName, readonly Play[]> {
  const all = new Map([...new Set(byShell.values())].map((each) => [each, playStops(each.startUp, grace)]));
  return new Map([...byShell].map(([shell, played]) => [shell, all.get(played) ?? []]));
}
