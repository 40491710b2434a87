import type { ProcessNode } from "./stop.ts";

/**
 * The first process from `path[index]` on that would make nothing of the stop signal if it came that far: a wrapper that
 * does not pass it on, a service that does not end on it. `mend` is what is done about `path[index - 1]`: by `exec` the
 * commands below move up, as far as PID 1 where nothing but shells stands above them.
 */
export function findDeaf(
  path: readonly ProcessNode[],
  index: number,
  mend: "exec" | "trap",
): ProcessNode | null {
  const below = path.slice(index);
  const movesUp = mend === "exec" && path.every(({ shell, role }) => shell !== null || role === "service");
  return below.find(({ heeds }) => heeds === "never" || (heeds === "below-init" && movesUp)) ?? null;
}
