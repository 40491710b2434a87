import { describe, expect, test } from "vitest";
import { worstOf } from "../../src/process/judge.ts";
import { playScene } from "../support/play-scene.ts";
import { scriptCase } from "../support/script-case.ts";

/** Seconds of the processor's time that one play may take on a slow machine; it takes a quarter of that or less. */
const MOST_SECONDS = 1.6;

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function nested(depth: number): string {
  let script = "exec app";
  for (let level = 0; level < depth; level++) {
    script = `if [ "$V${level}" = 1 ]; then\n${script}\nelse\necho ${level}\nfi`;
  }
  return `${script}\napp`;
}

const SCRIPTS: readonly (readonly [name: string, script: string, outcome: string | null])[] = [
  [
    "100 ifs that set variables",
    `${lines(100, (n) => `if [ "$V${n}" = 1 ]; then X${n}=a; else X${n}=b; fi`)}\nexec app`,
    "graceful",
  ],
  [
    "100 ifs that set traps",
    `${lines(100, (n) => `if [ "$V${n}" = 1 ]; then trap 'echo ${n}' USR1; fi`)}\nexec app`,
    null,
  ],
  [
    "100 ifs that add arguments",
    `${lines(100, (n) => `if [ "$V${n}" = 1 ]; then set -- "$@" --${n}; fi`)}\nexec app "$@"`,
    null,
  ],
  [
    "100 ifs that start services",
    `${lines(100, (n) => `if [ "$V${n}" = 1 ]; then app2 & fi`)}\nexec app`,
    null,
  ],
  ["40 nested ifs", nested(40), "lost"],
  [
    "a case with 500 arms",
    `case "$MODE" in\n${lines(500, (n) => `m${n}) exec app ${n};;`)}\nesac\napp`,
    "lost",
  ],
  ["20,000 lines", `${lines(20_000, (n) => `echo ${n} "$X"`)}\nexec app`, "graceful"],
  [
    "4,000 ifs",
    `${lines(4000, (n) => `if [ -n "$V${n % 50}" ]; then\n  Y${n % 20}=1\nelse\n  Z=2\nfi`)}\nexec app`,
    null,
  ],
  [
    "300 settings, and 500 ifs that look at them",
    `${lines(300, (n) => `SETTING${n}=${n}`)}\n${lines(500, (n) => `if [ -n "$V${n}" ]; then SETTING${n % 300}=$V${n}; fi`)}\nexec app`,
    "graceful",
  ],
  [
    "30 messages that the caller may ask for",
    `say() {\n${lines(30, (n) => `  if [ -n "$V${n}" ]; then echo "$V${n} ${n}"; fi`)}\n}\ntext=$(say)\nexec app "$text"`,
    "graceful",
  ],
  [
    "seven whiles that begin with a program behind &",
    `${lines(6, () => "while kill ver --port 8080 &\npid=$!")}\nwhile kill -0 "$pid"; do\n  sleep 1`,
    null,
  ],
  [
    "a loop that spins over a sleep of 80 words",
    `trap 'kill $pid' TERM\napp & pid=$!\nwhile kill -0 $pid; do sleep ${"d ".repeat(80)}; done`,
    null,
  ],
  ["a function that calls itself", "f() { f; }\nf\nexec app", "unknown"],
  ["functions that call each other", "f() { g; }\ng() { f; }\nf\nexec app", "unknown"],
  ["a script that reads itself", ". ./main.sh\nexec app", "unknown"],
  ["a script that runs itself", "./main.sh", "unknown"],
  ["a script that becomes itself", 'exec sh "$0" "$@"', "unknown"],
  [
    "a script that becomes itself at 20 places",
    `${lines(20, (n) => `until ping host${n}; do sleep 1; done\nif [ -f /x${n} ]; then sleep ${n + 1}d; exec ./main.sh; fi`)}\nexec app`,
    null,
  ],
  ["eval that calls itself", 'f() { eval "f $1"; }\nf a', "unknown"],
  ["processes without end", "f() { f | f & }\nf\nwait", "unknown"],
  ["a busy loop", "while :; do :; done", "stuck"],
  [
    "a loop that counts",
    "trap 'kill $!; wait; exit' TERM\nwhile :; do\n  server &\n  wait $!\n  n=$((n + 1))\ndone",
    "graceful",
  ],
  [
    "a loop that gathers process ids",
    `trap 'kill $pids; wait $pids; exit' TERM\nwhile :; do\n  server &\n  pids="$pids $!"\n  wait $!\ndone`,
    "graceful",
  ],
  [
    "a loop that writes the time to a file",
    "while true; do echo $(date) >> /mnt/outfile; sleep 1; done",
    "stuck",
  ],
  [
    "a million rounds",
    `${lines(6, (n) => `for v${n} in 1 2 3 4 5 6 7 8 9 10; do`)}\necho\n${lines(6, () => "done")}\nexec app`,
    null,
  ],
];

describe("what a play may cost", () => {
  test.each(SCRIPTS)("%s", (_, script, outcome) => {
    const before = process.cpuUsage();
    const plays = playScene({ ...scriptCase(`${script}\n`), outside: "open" });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
    if (outcome !== null) expect(worstOf(plays.map((play) => play.outcome))).toBe(outcome);
  });
});
