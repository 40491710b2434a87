import { spawnSync } from "node:child_process";

/** Milliseconds that a process takes from its start to its end; `argv` without a program is Node's. */
export function timeOf(cwd, argv, { program = process.execPath, expected = [0], input = "" } = {}) {
  const start = performance.now();
  run(cwd, argv, { program, expected, input, stdio: ["pipe", "ignore", "pipe"] });
  return performance.now() - start;
}

/** What a process of Node cost: seconds of processor time, and the most memory that it had, in MB. */
export function costOf(cwd, argv, expected = [0]) {
  const imports = ["--import", `data:text/javascript,${encodeURIComponent(tellCost)}`];
  const { output } = run(cwd, [...imports, ...argv], {
    expected,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(output[3]);
  return { seconds: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1000 };
}

const tellCost =
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));";

function run(cwd, argv, { program = process.execPath, expected, ...options }) {
  const ended = spawnSync(program, argv, { cwd, encoding: "utf8", maxBuffer: 2 ** 30, ...options });
  if (ended.error !== undefined) throw ended.error;
  if (!expected.includes(ended.status))
    throw new Error(`${program} ${argv.join(" ")} ended with ${ended.status}\n${ended.stderr}`);
  return ended;
}

/** Takes both times in turn, so that what else the machine does meets both; the median of the ratios, and of each. */
export function compare(pairs, one, other) {
  one();
  other();
  const times = Array.from({ length: pairs }, () => [one(), other()]);
  return {
    ratio: median(times.map(([mine, theirs]) => mine / theirs)),
    mine: median(times.map(([mine]) => mine)),
    theirs: median(times.map(([, theirs]) => theirs)),
  };
}

export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** A figure that is how many times as much as something else. */
export function times(what, { ratio, mine, theirs }, goal, unit = "ms") {
  const digits = Math.min(mine, theirs) < 20 ? 1 : 0;
  return {
    what,
    figure: `${ratio.toFixed(2)} times (${mine.toFixed(digits)} ${unit} to ${theirs.toFixed(digits)} ${unit})`,
    goal: `at most ${goal}`,
    isMet: ratio <= goal,
  };
}
