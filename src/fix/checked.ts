import type { Finding, Outcome, TargetId } from "../diagnostic.ts";
import type { CommentedFile } from "../ignore/commented-file.ts";
import { pathsToServices } from "../process/breaks/broken-hops.ts";
import type { Stop } from "../process/stop.ts";
import type { Span } from "../span.ts";
import type { Target } from "../target.ts";

/** What is kept of a target once the rules have spoken: enough to put their fixes to the test. */
export interface Checked {
  readonly id: TargetId;
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
  readonly ways: Ways;
  /** It has something to finish at a stop, and is more than a `sleep`. */
  readonly serves: boolean;
  /** How many faults keep it from starting for certain. */
  readonly deadStarts: number;
  readonly unreadable: Target["unreadable"];
  readonly sources: Target["sources"];
  readonly comments: readonly CommentedFile[];
  /** Of the files that describe its container, the parts that it depends on; null for all of them. */
  readonly parts: ReadonlyMap<string, readonly Span[]> | null;
}

/** How many ways through the conditions end how. */
export interface Ways {
  readonly wrong: number;
  readonly unknown: number;
  readonly graceful: number;
  /** It was stopped, ended, and had no service. */
  readonly ended: number;
}

/** By the ways of the start command itself, not of others. */
export function countWays({ plays }: Stop): Ways {
  const ends = (...outcomes: readonly Outcome[]): number => {
    const ways = plays
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ choices }) => JSON.stringify(choices.map(({ text, taken }) => [text, taken])));
    return new Set(ways).size;
  };
  return {
    wrong: ends("lost", "cut", "stuck"),
    unknown: ends("unknown"),
    graceful: ends("graceful"),
    ended: ends("none"),
  };
}

/** Whether a service runs on any way of the start command. */
export function hasServices({ plays }: Stop): boolean {
  return plays.some(({ tree }) => pathsToServices(tree).length > 0);
}
