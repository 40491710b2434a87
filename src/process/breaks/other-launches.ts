import type { Play, ProcessNode } from "../stop.ts";

/** A play, and the same for each other way in which one of its processes may come to be. */
export function withOtherLaunches(play: Play): readonly Play[] {
  return [play, ...treesWith(play.tree).map((tree) => ({ ...play, tree }))];
}

/** The tree with one process at a time started the other way. */
function treesWith(node: ProcessNode): readonly ProcessNode[] {
  const own = (node.otherLaunches ?? []).map((launches) => ({ ...node, launches }));
  const below = node.children.flatMap((child, index) =>
    treesWith(child).map((changed) => ({ ...node, children: node.children.with(index, changed) })),
  );
  return [...own, ...below];
}
