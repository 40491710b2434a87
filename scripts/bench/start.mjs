import { compare, timeOf, times } from "./processes.mjs";

/** The whole process, against one of Node's that does nothing. */
export function start(room) {
  const one = room.tree(1);
  const bare = () => timeOf(one, ["-e", "0"]);
  const against = (what, argv, expected, goal) =>
    times(
      `${what} against \`node -e 0\``,
      compare(21, () => timeOf(one, argv, { expected }), bare),
      goal,
    );
  return [
    against("`siglint --version`", [...room.again, "--version"], [0], 1.2),
    against("one Dockerfile with one script", room.anew, [0, 1], 1.6),
    against("the same once more, nothing changed,", room.again, [0, 1], 1.6),
  ];
}
