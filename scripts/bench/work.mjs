import { compare, timeOf, times } from "./processes.mjs";

const targets = 1000;

/** The whole process on a tree, against one that only reads the same files and parses them with the same two parsers. */
export async function work(room) {
  const tree = room.tree(targets);
  const parse = await room.bundle("parse-only.ts");
  const figures = compare(
    5,
    () => timeOf(tree, [room.command, "--format", "json"], { expected: [0, 1] }),
    () => timeOf(tree, [parse]),
  );
  return [times("1,000 targets against only reading and parsing them", figures, 1.5)];
}
