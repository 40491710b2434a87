import { compare, timeOf, times } from "./processes.mjs";

/** The whole process, against one of Node's that does nothing. */
export function start(room) {
  const one = room.tree(1);
  const bare = () => timeOf(one, ["-e", "0"]);
  const siglint = (words, expected) => () => timeOf(one, [room.command, ...words], { expected });
  return [
    times("`siglint --version` against `node -e 0`", compare(21, siglint(["--version"], [0]), bare), 1.2),
    times("one Dockerfile with one script against `node -e 0`", compare(21, siglint([], [0, 1]), bare), 1.6),
  ];
}
