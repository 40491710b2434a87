import type { System } from "../machine/system.ts";

/**
 * The ways to follow of those on which a machine parts where the shell `pid` is. What a supervisor starts runs beside each
 * other, and each of its scripts parts by itself: where one has taken another way than its first, the rest take theirs. All
 * combinations would be ways without end, and show no other faults.
 */
export function waysBeside(system: System, pid: number, ways: readonly System[]): readonly System[] {
  const branch = ways.length > 1 ? branchOf(system, pid) : null;
  if (branch === null || system.parting === branch) return ways;
  if (system.parting !== null) return ways.slice(0, 1);
  for (const way of ways.slice(1)) way.parting = branch;
  return ways;
}

/** The child of the uppermost supervisor of several that a process is, or is below; null where there is no such. */
function branchOf(system: System, pid: number): number | null {
  let branch: number | null = null;
  for (let at = system.get(pid); at !== undefined && at.pid !== 1; at = system.get(at.parent)) {
    const above = system.get(at.parent)?.body;
    if (above?.kind === "supervisor" && above.children.length > 1) branch = at.pid;
  }
  return branch;
}
