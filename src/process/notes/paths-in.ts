import type { ProcessNode } from "../stop.ts";

/** The ways from a process to itself and to everything below it, both ends included. */
export function pathsIn(root: ProcessNode): readonly (readonly ProcessNode[])[] {
  return [[root], ...root.children.flatMap((child) => pathsIn(child).map((path) => [root, ...path]))];
}
