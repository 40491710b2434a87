import type { OtherOutcome } from "../explanation.ts";
import type { Choice } from "../process/choice.ts";
import { compareOutcomes } from "../process/judge.ts";
import type { Play, ProcessNode, Stop } from "../process/stop.ts";
import { serviceNames } from "./explain-process.ts";

/** How many other ways through the scripts end like `shown`. */
export function waysLike(shown: Play, plays: readonly Play[]): number {
  const same = plays.filter(({ outcome }) => outcome === shown.outcome);
  return new Set(same.map(wayOf)).size - 1;
}

/** The outcomes of the other plays, the worst first; each by the play that is the least different from `shown`. */
export function otherOutcomes(shown: Play, plays: readonly Play[]): readonly OtherOutcome[] {
  const others = plays.filter(({ outcome }) => outcome !== shown.outcome);
  return outcomesOf(others, shown.choices);
}

/** What is worse with other commands than the image's own than it is with that. */
export function otherCommands({ outcome, others }: Stop): readonly OtherOutcome[] {
  return outcomesOf(
    others.filter((play) => compareOutcomes(play.outcome, outcome) < 0),
    [],
  );
}

function outcomesOf(plays: readonly Play[], shown: readonly Choice[]): readonly OtherOutcome[] {
  const outcomes = new Set(plays.map(({ outcome }) => outcome));
  return [...outcomes].sort(compareOutcomes).map((outcome) => {
    const same = plays.filter((play) => play.outcome === outcome);
    const differences = same.map((play) => differenceOf(play.choices, shown));
    const fewest = Math.min(...differences.map(({ length }) => length));
    const index = differences.findIndex(({ length }) => length === fewest);
    const play = same[index];
    return {
      outcome,
      ways: new Set(same.map(wayOf)).size,
      choices: differences[index] ?? [],
      services: play === undefined ? [] : serviceNames(play.tree),
    };
  });
}

/** Plays that differ in the order in which services finish are one way. */
function wayOf({ choices, tree }: Play): string {
  return JSON.stringify([choices.map(({ span, text, taken }) => [span, text, taken]), shapeOf(tree)]);
}

function shapeOf({ name, children }: ProcessNode): readonly unknown[] {
  return [name, children.map(shapeOf)];
}

/** The choices from the first one on that was taken differently. */
function differenceOf(choices: readonly Choice[], shown: readonly Choice[]): readonly Choice[] {
  const at = choices.findIndex((choice, index) => !isSame(choice, shown[index]));
  return at === -1 ? [] : choices.slice(at);
}

function isSame(a: Choice, b: Choice | undefined): boolean {
  return (
    a.span.file === b?.span.file && a.span.start === b.span.start && a.text === b.text && a.taken === b.taken
  );
}
