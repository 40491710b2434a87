import { framePosition, type Stack } from "../machine/frames.ts";
import type { Process } from "../machine/process.ts";
import type { System } from "../machine/system.ts";

/** The step on which a machine parts: whose it is, and where that shell stood before it. */
interface Parting {
  readonly process: Process;
  readonly frames: Stack | null;
}

/**
 * Which of the `ways` on which a machine parts are followed. What a supervisor starts runs beside each other, as what a
 * script starts behind `&`, and each parts by itself: in a crowd of ways, where one has taken another than its first, the
 * rest take theirs, and in the next round of a loop the second, so that each comes on. All combinations would be ways
 * without end, and most show no other faults.
 */
export function waysBeside(
  system: System,
  parting: Parting,
  ways: readonly System[],
  isCrowd: boolean,
): readonly System[] {
  const branch = ways.length > 1 ? branchOf(system, parting.process) : null;
  if (branch === null || system.parting === branch) return ways;
  if (system.parting === null) for (const way of ways.slice(1)) way.parting = branch;
  else if (isCrowd) return inTurn(system, placeOf(parting), ways);
  return ways;
}

function inTurn({ firstTaken }: System, place: string, ways: readonly System[]): readonly System[] {
  const wasFirst = firstTaken.has(place);
  const [way] = ways.slice(wasFirst ? 1 : 0);
  if (way === undefined) return ways;
  way.firstTaken = new Set(
    wasFirst ? [...firstTaken].filter((each) => each !== place) : [...firstTaken, place],
  );
  return [way];
}

/** Where a shell stands, whatever the round of its loops. */
function placeOf({ process: { pid }, frames }: Parting): string {
  if (frames === null) return `${pid}`;
  const [node, progress] = framePosition(frames.frame);
  return frames.frame.kind === "loop" ? `${pid} ${node}` : `${pid} ${node} ${progress}`;
}

/**
 * What runs beside others and that a process is, or is below: the child of a supervisor of several, or what stands in front
 * of `&`, the uppermost of them. Null where there is none.
 */
function branchOf(system: System, process: Process): number | null {
  const branch = system.lineOf(process).findLast(({ parent, launches }) => {
    const above = system.get(parent)?.body;
    const isSupervised = above?.kind === "supervisor" && above.children.length > 1;
    return isSupervised || launches[0]?.hop === "background";
  });
  return branch?.pid ?? null;
}
