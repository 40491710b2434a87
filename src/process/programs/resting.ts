import { isKnown } from "../hole.ts";
import type { Conduct } from "./conduct.ts";
import { optionValue, readArguments } from "./option-grammar.ts";
import { secondsOf } from "./prefixes.ts";
import { BRIEF, type Call, MEASURED, type ProgramRow, serves, unknown, varying } from "./program-row.ts";

const FOR_EVER: Conduct = { kind: "rests", seconds: null };
const WHILE_INPUT_LASTS: Conduct = { ...FOR_EVER, until: "input-ends" };

/** A sleep whose length is not known is most often a short one, before or between attempts. */
const SOME_SECONDS = 5;

/** Programs that let time pass. */
export const resting: readonly ProgramRow[] = [
  varying("sleep", MEASURED, sleep, "rests"),
  varying("tail", MEASURED, tail),
  varying("cat", MEASURED, ({ argv }) =>
    argv.slice(1).every((word) => word.startsWith("-") && word !== "--version" && word !== "--help")
      ? WHILE_INPUT_LASTS
      : BRIEF,
  ),
  varying("inotifywait", MEASURED, () => FOR_EVER, "rests"),
  varying("yes", MEASURED, () => ({ ...FOR_EVER, until: "nobody-reads" }), "rests"),
  varying("wrk", "https://github.com/wg/wrk#command-line-options", (call) => load(call, "-d --duration")),
  varying("hey", "https://github.com/rakyll/hey#usage", (call) => load(call, "-z")),
  // It handles SIGTERM, to leave the terminal in order.
  varying("top", MEASURED, (_, source) => serves(source), "service"),
  varying("less more", MEASURED, () => WHILE_INPUT_LASTS, "rests"),
  // It wants a terminal, and a container has none.
  varying("htop", MEASURED, () => BRIEF, "brief"),
  varying(
    "pause",
    "https://github.com/kubernetes/kubernetes/blob/master/build/pause/linux/pause.c",
    (_, source) => serves(source),
    "service",
  ),
  varying("journalctl", MEASURED, ({ argv }) =>
    argv.some((word) => /^(--follow|-\w*f)$/.test(word)) ? FOR_EVER : BRIEF,
  ),
  ...["nc netcat", "ncat"].map((names) =>
    varying(names, MEASURED, ({ argv }) =>
      argv.some((word) => /^(--listen|-[0-9A-Za-km-z_]*l\w*)$/.test(word)) ? FOR_EVER : BRIEF,
    ),
  ),
];

/** GNU sleep adds its operands up (coreutils manual). */
function sleep({ argv }: Call): Conduct {
  const operands = argv.slice(1).filter((word) => word !== "--");
  if (operands.length === 0 || operands.some((word) => word.startsWith("-"))) return BRIEF;
  if (operands.some((word) => /^\+?inf(inity)?[smhd]?$/i.test(word))) return FOR_EVER;
  if (!operands.every(isKnown)) return { kind: "rests", seconds: SOME_SECONDS };
  const seconds = operands.map(secondsOf);
  if (seconds.some((each) => each === null)) return { kind: "brief", exit: "nonzero" };
  return { kind: "rests", seconds: seconds.reduce<number>((sum, each) => sum + (each ?? 0), 0) };
}

/** A load generator lasts as long as it is told to. */
function load({ argv }: Call, durations: string): Conduct {
  const found = readArguments(argv, { valued: `${durations} -t -c -s -H -n -q -m -D -T` });
  const length = found.kind === "unknown" ? null : optionValue(found.options, durations);
  return { kind: "rests", seconds: secondsOf(length ?? "") ?? SOME_SECONDS };
}

function tail({ argv, around }: Call): Conduct {
  if (argv.some((word) => word.startsWith("--pid")) && around.busybox)
    return { kind: "brief", exit: "nonzero" };
  if (argv.some((word) => word.startsWith("--pid")))
    return unknown("tail waits for another process, and siglint does not follow which");
  return argv.some((word) => /^(-[0-9a-eg-mo-zA-EG-Z]*[fF]|--follow(=|$))/.test(word)) ? FOR_EVER : BRIEF;
}
