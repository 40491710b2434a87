import { compare, timeOf, times } from "./processes.mjs";

const targets = 1000;

/** The whole process on a tree, against one that only reads the same files and parses them with the same two parsers. */
export async function work(room) {
  const tree = room.tree(targets);
  const parse = await room.bundle("parse-only.ts");
  const siglint = (argv) => () => timeOf(tree, [...argv, "--format", "json"], { expected: [0, 1] });
  const against = (what, argv) =>
    times(
      `${what} against only reading and parsing them`,
      compare(5, siglint(argv), () => timeOf(tree, [parse])),
      1.5,
    );
  return [against("1,000 targets", room.anew), against("the same once more, nothing changed,", room.again)];
}
