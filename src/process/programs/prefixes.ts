import { HOLE } from "../hole.ts";
import type { Conduct, NestedCommand, Source } from "./conduct.ts";
import { baseName, hasOption, isAssignment, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  DEFAULT,
  detaches,
  LEAVES,
  MEASURED,
  type ProgramRow,
  replacing,
  SWALLOWS,
  supervises,
  supervising,
  varying,
} from "./program-row.ts";
import { splitWords } from "./split-words.ts";
import { stops } from "./stop-commands.ts";

/** Programs that change something about a process and then start a command. */
export const prefixes: readonly ProgramRow[] = [
  varying("env", MEASURED, env, "replaces"),
  replacing("nice", MEASURED, { valued: "-n --adjustment" }),
  replacing("ionice", MEASURED, { valued: "-c -n -p -P -u --class --classdata --pid --pgid --uid" }),
  varying("chrt", MEASURED, (call, source) =>
    aimed(call, source, "-T -P -D --sched-runtime --sched-period --sched-deadline"),
  ),
  varying("taskset", MEASURED, (call, source) => aimed(call, source, "")),
  replacing("stdbuf", MEASURED, { valued: "-i -o -e --input --output --error" }),
  replacing("nohup", MEASURED),
  ...["linux32", "linux64"].map((name) => replacing(name, MEASURED)),
  replacing("prlimit", MEASURED, { valued: "-p -o --pid --output" }),
  varying("nsenter", MEASURED, nsenter),
  varying("setarch", MEASURED, setarch, "replaces"),
  replacing("numactl", MEASURED, {
    valued: "-i -N -m -C -P -p -w --interleave --cpunodebind --membind --physcpubind --preferred",
  }),
  replacing("choom", MEASURED, { valued: "-n --adjust" }),
  ...["softlimit", "s6-softlimit"].map((name) =>
    replacing(name, MEASURED, { valued: "-a -m -d -s -l -f -c -r -o -p -t" }),
  ),
  replacing("authbind", MEASURED, { valued: "--depth" }),
  ...["envdir", "s6-envdir"].map((name) => replacing(name, MEASURED, { skip: 1 })),
  varying("timeout", MEASURED, timeout),
  supervising("time", MEASURED, DEFAULT, "nothing", { valued: "-f -o --format --output" }),
  varying("xargs", MEASURED, xargs, "supervises"),
  varying("setsid", MEASURED, setsid),
  varying("unshare", MEASURED, unshare),
  varying("flock", MEASURED, flock),
  varying("script", MEASURED, script),
  varying("strace", MEASURED, strace),
  supervising("unbuffer", MEASURED, DEFAULT, "session", {}),
  supervising(
    "catchsegv",
    "https://manpages.debian.org/bullseye/libc-bin/catchsegv.1.en.html",
    DEFAULT,
    "nothing",
  ),
  supervising("faketime", MEASURED, DEFAULT, "nothing", { skip: 1, valued: "-p -d" }),
  supervising("fakeroot", MEASURED, DEFAULT, "nothing", { valued: "-l -i -s -b --lib --faked" }),
  supervising("chronic", MEASURED, DEFAULT, "nothing"),
  supervising("proot", MEASURED, SWALLOWS, "nothing", { valued: "-r -b -q -w -k --rootfs --bind --cwd" }),
  varying("watch", MEASURED, watch, "supervises"),
  varying("start-stop-daemon", MEASURED, startStopDaemon),
];

function env({ argv }: Call, source: Source): Conduct {
  const valued = "-u -C -S --unset --chdir --split-string";
  const found = readArguments(argv, { valued, assignments: true });
  if (found.kind === "unknown") return found;
  const split = optionValue(found.options, "-S --split-string");
  const at = argv[found.from ?? argv.length] === "-" ? (found.from ?? 0) + 1 : found.from;
  if (split !== null) {
    const all = [...splitWords(split), ...(at === null ? [] : argv.slice(at))];
    const first = all.findIndex((word) => !isAssignment(word) && !word.startsWith("-"));
    return first < 0 ? BRIEF : becomes({ kind: "words", argv: all.slice(first) }, source);
  }
  if (at === null) return BRIEF;
  const from = argv.findIndex((word, index) => index >= at && !isAssignment(word));
  return from < 0 ? BRIEF : becomes({ kind: "rest", from }, source);
}

const XARGS =
  "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-lines --max-args --max-procs --max-chars --replace";

/** With `-I {}` what it reads takes the place of `{}` in the command, else it comes behind that. */
function xargs({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: XARGS });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const replaced = optionValue(found.options, "-I --replace");
  const command: NestedCommand =
    replaced === null || replaced === ""
      ? { kind: "rest", from: found.from }
      : { kind: "words", argv: argv.slice(found.from).map((word) => word.replaceAll(replaced, HOLE)) };
  return { ...supervises([command], DEFAULT, source), keepsInput: true };
}

/** A process joins no PID namespace itself, only its children do (setns(2)): then it forks and waits. */
function nsenter({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-t -S -G --target --setuid --setgid" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command = { kind: "rest", from: found.from } as const;
  const forks = hasOption(found.options, "-p --pid -a --all") && !hasOption(found.options, "-F --no-fork");
  return forks ? supervises([command], DEFAULT, source) : becomes(command, source);
}

/** `setarch [architecture] [options] command`: an architecture stands first. */
function setarch({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { skip: argv[1]?.startsWith("-") ? 0 : 1 });
  if (found.kind === "unknown") return found;
  return found.from === null ? BRIEF : becomes({ kind: "rest", from: found.from }, source);
}

/** chrt and taskset change a running process with `-p`; else a number and a command follow. */
function aimed({ argv }: Call, source: Source, valued: string): Conduct {
  const found = readArguments(argv, { valued, skip: 1 });
  if (found.kind === "unknown") return found;
  if (found.from === null || hasOption(found.options, "-p --pid")) return BRIEF;
  return becomes({ kind: "rest", from: found.from }, source);
}

/** GNU timeout moves to a group of its own and signals all of it; busybox's becomes the command, beside its timer. */
function timeout({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-k -s --kill-after --signal", skip: 1 });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command = { kind: "rest", from: found.from } as const;
  const limit = secondsOf(argv[found.from - 1] ?? "");
  const within = limit === null || limit === 0 ? {} : { within: limit };
  if (around.busybox) return { ...becomes(command, source), ...within };
  const seconds = secondsOf(optionValue(found.options, "-k --kill-after") ?? "") ?? 0;
  const isForeground = hasOption(found.options, "-f --foreground");
  const to = isForeground ? "child" : "own-group";
  const onStop =
    seconds > 0
      ? ({ kind: "forwards-then-kills", seconds, to } as const)
      : ({ kind: "forwards", to } as const);
  return {
    ...supervises([command], onStop, source),
    ...(isForeground ? {} : ({ leads: "group" } as const)),
    ...within,
  };
}

/** `10`, `1.5m`, `2h`: seconds, or null where it is none. */
export function secondsOf(duration: string): number | null {
  const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(duration);
  if (match === null) return null;
  const factor = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] || "s"] ?? 1;
  return Number(match[1]) * factor;
}

/** A group leader cannot start a session (setsid(2)): the program forks then, and its parent ends at once. */
function setsid({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, {});
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command: NestedCommand = { kind: "rest", from: found.from };
  const forks = around.leadsGroup || hasOption(found.options, "-f --fork");
  if (!forks) return { kind: "replaces", command, source, leads: "session" };
  if (hasOption(found.options, "-w --wait")) return supervises([command], DEFAULT, source, "session");
  return detaches(argv[found.from] ?? "", source);
}

function unshare({ argv, around }: Call, source: Source): Conduct {
  const valued =
    "-S -G -R -w -l --setuid --setgid --root --wd --map-user --map-group --map-users --map-groups --propagation --setgroups --monotonic --boottime --load-interp";
  const found = readArguments(argv, { valued });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const command = { kind: "rest", from: found.from } as const;
  if (!hasOption(found.options, "-f --fork --kill-child")) return becomes(command, source);
  return supervises([command], around.busybox ? DEFAULT : SWALLOWS, source);
}

/** `flock [options] file command`, `flock [options] file -c string`, `flock [options] fd`. */
function flock({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-w -E --wait --timeout --conflict-exit-code", skip: 1 });
  if (found.kind === "unknown") return found;
  const isString = hasOption(found.options, "-c --command");
  if (found.from === null) return BRIEF;
  const command: NestedCommand = isString
    ? { kind: "string-word", index: found.from, shell: "/bin/sh" }
    : { kind: "rest", from: found.from };
  if (hasOption(found.options, "-F --no-fork")) return becomes(command, source);
  return supervises([command], DEFAULT, source);
}

/** util-linux script: a new terminal, a shell on it, SIGKILL two seconds after the stop signal. */
function script({ argv }: Call, source: Source): Conduct {
  const valued =
    "-c -E -I -O -B -o -m -T --command --echo --log-in --log-out --log-io --output-limit --logging-format --log-timing";
  const found = readArguments(argv, { valued });
  if (found.kind === "unknown") return found;
  const text = optionValue(found.options, "-c --command");
  const index = argv.findIndex((word, at) => at > 0 && word === text);
  const command: NestedCommand =
    text === null
      ? { kind: "words", argv: ["/bin/sh"] }
      : index > 0
        ? { kind: "string-word", index, shell: "/bin/sh" }
        : { kind: "words", argv: ["/bin/sh", "-c", text] };
  return supervises([command], { kind: "forwards-then-kills", seconds: 2 }, source, "terminal");
}

function strace({ argv }: Call, source: Source): Conduct {
  const valued =
    "-a -b -e -E -I -o -O -p -P -s -S -u -U -X --attach --output --trace --signal --env --user --string-limit --columns --detach-on --trace-path --interruptible";
  const found = readArguments(argv, { valued });
  if (found.kind === "unknown") return found;
  if (found.from === null) return hasOption(found.options, "-p --attach") ? { kind: "stranger" } : BRIEF;
  const command = { kind: "rest", from: found.from } as const;
  if (hasOption(found.options, "-D -DD -DDD --daemonize")) return becomes(command, source);
  if (hasOption(found.options, "-o --output")) return supervises([command], SWALLOWS, source);
  return supervises([command], { kind: "forwards-and-leaves", to: "child" }, source);
}

function watch({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-n -q --interval --equexit" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const text = argv.slice(found.from).join(" ");
  const command: NestedCommand = { kind: "string", text, shell: "/bin/sh", args: [], mapped: null };
  return supervises([command], around.busybox ? DEFAULT : LEAVES, source);
}

function startStopDaemon({ argv, around }: Call, source: Source): Conduct {
  const valued =
    "-x -a -n -p -u -c -g -r -d -k -N -P -I -s -R -O --exec --startas --name --pidfile --user --chuid --group --chroot --chdir --umask --nicelevel --procsched --iosched --signal --retry --output --pid --ppid --notify-timeout";
  const found = readArguments(argv, { valued });
  if (found.kind === "unknown") return found;
  const program = optionValue(found.options, "-a --startas -x --exec");
  const pidFile = optionValue(found.options, "-p --pidfile");
  if (hasOption(found.options, "-K --stop")) {
    const name = optionValue(found.options, "-n --name") ?? program ?? pidFile;
    // busybox takes `--retry` and waits for nothing.
    const waits = !around.busybox && hasOption(found.options, "-R --retry");
    if (name === null) return BRIEF;
    const service = baseName(name).replace(/\.pid$/, "");
    return { ...stops(service, source, { waits }), ...(pidFile !== null && { pidFile }) };
  }
  if (!hasOption(found.options, "-S --start") || program === null) return BRIEF;
  const writes = pidFile !== null && hasOption(found.options, "-m --make-pidfile");
  if (hasOption(found.options, "-b --background"))
    return { ...detaches(program, source), ...(writes && { pidFile }) };
  return becomes(
    { kind: "words", argv: [program, ...(found.from === null ? [] : argv.slice(found.from))] },
    source,
  );
}
