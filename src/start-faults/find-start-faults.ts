import { findArrayWords } from "./array-words.ts";
import { isForWindows } from "./base-knowledge.ts";
import { findCarriageReturns } from "./carriage-returns.ts";
import { findDiscardedCommand } from "./discarded-command.ts";
import { findDroppedRests } from "./dropped-rest.ts";
import { findExecAssignments } from "./exec-assignment.ts";
import { findLockedFiles } from "./locked-file.ts";
import { findMalformedArray } from "./malformed-array.ts";
import { findMissingFile } from "./missing-file.ts";
import { findMissingInterpreters } from "./missing-interpreter.ts";
import type { StartFacts } from "./start-facts.ts";
import type { StartFault } from "./start-fault.ts";
import { whatIsStarted } from "./started.ts";

/**
 * Why the start command cannot start, or does not start what is meant; each cause once. Silent where the files do not
 * tell: what only may be missing is not missing.
 */
export function findStartFaults(facts: StartFacts): readonly StartFault[] {
  const { dockerfile, start, files } = facts;
  if (start.command === null || isForWindows(dockerfile, start)) return [];
  const malformed = findMalformedArray(facts);
  // All else would speak of a command that nobody meant.
  if (malformed !== null) return [onWay(malformed)];
  const started = whatIsStarted(start, files);
  const faults = [
    ...findArrayWords(facts, started),
    findDiscardedCommand(facts, started),
    ...findDroppedRests(facts),
    findMissingFile(facts, started),
    ...findLockedFiles(facts, started),
    ...findCarriageReturns(facts, started),
    ...findMissingInterpreters(facts, started),
    ...findExecAssignments(facts, started),
  ];
  return faults.filter((fault) => fault !== null).map(onWay);
}

/** The way to a fault ends in front of it: a step that holds the place itself says nothing more. */
function onWay<F extends StartFault>(fault: F): F {
  const { span } = fault;
  const trace = fault.trace.filter(
    ({ span: { file, start, end } }) => file !== span.file || span.start < start || end < span.end,
  );
  return { ...fault, trace };
}
