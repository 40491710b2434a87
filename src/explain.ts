import { explainProcess } from "./explain/explain-process.ts";
import { otherCommands, otherOutcomes, waysLike } from "./explain/other-outcomes.ts";
import { pathOf } from "./explain/path.ts";
import { reasonOf } from "./explain/reason.ts";
import { stopSignalSource, wordsOf } from "./explain/setting-source.ts";
import { unknownsOf } from "./explain/unknowns.ts";
import type { Explanation, TargetExplanation } from "./explanation.ts";
import type { Judged, Subject } from "./judge/judge-target.ts";
import type { Play } from "./process/stop.ts";
import { judgeAll, type RunOptions } from "./run.ts";
import type { Span } from "./span.ts";
import type { ShellName } from "./start/base-image.ts";
import type { Start } from "./start/start-command.ts";
import { whyNotStarted } from "./start-faults/why-not-started.ts";
import type { Target } from "./target.ts";

/** What every target starts and what a stop does to it, in words and as a tree of processes. */
export async function explainAll(options: RunOptions): Promise<Explanation> {
  const { kept, problems, sources } = await judgeAll(options, (judged) => explainTarget(judged, options));
  return { targets: kept, problems, sources };
}

function explainTarget({ target, unread, subject }: Judged, options: RunOptions): TargetExplanation {
  const { id, start, stop } = target;
  const words = wordsOf(start.command);
  const play = playShown(target);
  return {
    target: id,
    place: placeIn(id.file, start, subject),
    base: explainBase(target, options.shell),
    assumes: [...start.assumes, ...whatIf(options)],
    argv: words.map(({ text }) => text),
    words,
    stopSignal: start.image.stopSignal.signal,
    stopSignalSource: stopSignalSource(start.image),
    outcome: stop.outcome,
    reason: reasonOf(target, unread),
    shells: stop.byShell,
    shown: play && { outcome: play.outcome, shell: stop.byShell.size > 1 ? shellShown(target) : null },
    tree: play && explainProcess(play.tree, start),
    path: play === null ? [] : pathOf(play.tree, start),
    choices: play?.choices ?? [],
    alike: play === null ? 0 : waysLike(play, stop.plays),
    others: play === null ? [] : otherOutcomes(play, stop.plays),
    otherCommands: otherCommands(stop),
    unknowns: unknownsOf(target, unread),
  };
}

/** Where PID 1 is set; where another file does that, the container's name in its own. */
function placeIn(file: string, { place }: Start, { container }: Subject): Span {
  return container === null || place.file === file ? place : container.place;
}

/** The worst play; null where there is none, where nothing starts, or where it followed a script that no shell reads to its end. */
function playShown({ start, startFaults, stop, unreadable }: Target): Play | null {
  const isPlayed = unreadable === null && whyNotStarted(start, startFaults) === null;
  return isPlayed ? (stop.plays[0] ?? null) : null;
}

/** The shell that `Stop.plays` were played on where `/bin/sh` is not known: the first with the worst outcome. */
function shellShown({ stop }: Target): ShellName | null {
  const worst = stop.plays[0]?.outcome;
  return [...stop.byShell].find(([, outcome]) => outcome === worst)?.[0] ?? null;
}

function explainBase({ start }: Target, shell: ShellName | null): TargetExplanation["base"] {
  const { image, sh } = start.image.base;
  if (shell !== null) return { image, sh: shell, because: `taken to be ${shell}, as asked` };
  return { image, sh: sh.kind === "known" ? sh.shell : sh.kind, because: sh.because };
}

function whatIf({ base }: RunOptions): readonly string[] {
  return base === null ? [] : [`the base image is taken to be ${base}, as asked`];
}
