import { costOf } from "./processes.mjs";
import { writeLongScript } from "./trees.mjs";

const counts = [100, 1000, 10_000];
const lengths = [100, 1000, 10_000, 100_000];

/** What each further target and each further line costs, the more there are of them. */
export function growth(room) {
  const lint = (folder) => costOf(folder, room.anew, [0, 1]);
  const targets = counts.map((count) => lint(room.tree(count)));
  const scripts = lengths.map((lines) => {
    const folder = room.folder(`lines-${lines}`);
    writeLongScript(folder, lines);
    return lint(folder);
  });
  const time = further(counts, targets, ({ seconds }) => 1000 * seconds);
  const memory = further(counts, targets, (cost) => 1000 * cost.memory);
  const line = further(lengths, scripts, ({ seconds }) => 1e6 * seconds);
  const most = targets.at(-1)?.memory ?? 0;
  return [
    flat("processor time of a further target, up to 1,000 and 10,000", time, "ms"),
    flat("processor time of a further line, up to 1,000, 10,000 and 100,000", line, "µs"),
    flat("memory of a further target, up to 1,000 and 10,000", memory, "KB"),
    {
      what: "memory of 10,000 targets",
      figure: `${most.toFixed(0)} MB`,
      goal: "below 300 MB",
      isMet: most < 300,
    },
  ];
}

/** The cost of one more, on the way from each count to the next. */
function further(counts, costs, of) {
  return costs.slice(1).map((cost, at) => (of(cost) - of(costs[at])) / (counts[at + 1] - counts[at]));
}

/** Whether one more costs no more where there are more. */
function flat(what, costs, unit) {
  const [first] = costs;
  return {
    what,
    figure: costs.map((cost) => `${cost.toPrecision(2)} ${unit}`).join(", "),
    goal: "at most 20 % more than at first",
    isMet: costs.every((cost) => cost <= first * 1.2),
  };
}
