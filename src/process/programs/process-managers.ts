import { absoluteImagePath } from "../../script/image-path.ts";
import type { Conduct, Source } from "./conduct.ts";
import { hasOption, optionValue, readArguments } from "./option-grammar.ts";
import { procfilePrograms } from "./procfile-programs.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  DEFAULT,
  detaches,
  FORWARDS,
  LEAVES,
  MEASURED,
  type ProgramRow,
  servicesOf,
  supervises,
  varying,
  words,
} from "./program-row.ts";
import { supervisord } from "./service-files/supervisord.ts";

/** Programs that keep several services running. */
export const processManagers: readonly ProgramRow[] = [
  varying("supervisord", MEASURED, supervisord),
  varying(
    "s6-svscan",
    MEASURED,
    (_, source) => supervises([servicesOf("s6-svscan")], FORWARDS, source, "session"),
    "supervises",
  ),
  ...["s6-supervise", "runsv"].map((name) => varying(name, MEASURED, oneService, "supervises")),
  varying("runsvdir", MEASURED, runsvdir, "supervises"),
  varying(
    "runsvdir-start",
    "https://manpages.debian.org/bookworm/runit/runsvdir-start.8.en.html",
    runsvdir,
    "supervises",
  ),
  varying("monit", MEASURED, monit),
  varying("multirun", "https://github.com/nicolas-van/multirun", multirun, "supervises"),
  varying("foreman", MEASURED, foreman),
  varying("honcho", "https://github.com/nickstenning/honcho/blob/main/honcho/manager.py", foreman),
  varying("forego", "https://github.com/ddollar/forego/blob/master/start.go", forego),
  varying("circusd", "https://circus.readthedocs.io/en/latest/man/circusd/", circusd),
  varying("pm2", MEASURED, pm2),
  varying("pm2-runtime pm2-docker", MEASURED, pm2Runtime, "supervises"),
  varying("forever", MEASURED, forever),
];

/** Starts `run` of its directory. */
function oneService({ name, argv, around }: Call, source: Source): Conduct {
  const [, directory] = argv;
  if (directory === undefined) return BRIEF;
  const run = absoluteImagePath(`${directory}/run`, around.workdir);
  const command = run === null || around.readFile(run) === null ? servicesOf(name) : words(run);
  return supervises([command], FORWARDS, source, name === "runsv" ? "nothing" : "session");
}

/** At SIGTERM runsvdir leaves its services behind; at SIGHUP it stops them, and does not wait either. */
function runsvdir({ argv, around }: Call, source: Source): Conduct {
  const childLeads = argv.includes("-P") ? "session" : "nothing";
  const onStop =
    around.signal === "SIGHUP" ? ({ kind: "forwards-and-leaves", to: "child" } as const) : LEAVES;
  return supervises([servicesOf("runsvdir")], onStop, source, childLeads);
}

/** monit ends at once and leaves what it has started. */
function monit({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-c -d -g -l -p -s" });
  if (found.kind === "unknown") return found;
  if (found.from !== null || hasOption(found.options, "-t -V -h")) return BRIEF;
  return found.options.has("-I")
    ? supervises([servicesOf("monit")], LEAVES, source, "session")
    : detaches("monit", source);
}

/** Starts each argument as `sh -c "exec …"`. */
function multirun({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, {});
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  return supervises(
    argv.slice(found.from).map((text) => commandLine(`exec ${text}`)),
    FORWARDS,
    source,
  );
}

/** `foreman start [process]` starts what the Procfile has, SIGKILL comes after the timeout; `run` starts one command. */
function foreman({ argv, name, around }: Call, source: Source): Conduct {
  const [, verb] = argv;
  const found = readArguments(
    argv,
    { valued: "-f -m -e -p -t -d -c --procfile --formation --env --port --timeout --root" },
    2,
  );
  if (found.kind === "unknown") return found;
  if (verb === "run") {
    if (found.from === null) return BRIEF;
    return supervises([{ kind: "rest", from: found.from }], LEAVES, source);
  }
  if (verb !== "start" && verb !== "s") return BRIEF;
  const seconds = Number(optionValue(found.options, "-t --timeout") ?? "5");
  const path = absoluteImagePath(optionValue(found.options, "-f --procfile") ?? "Procfile", around.workdir);
  const only = found.from === null ? null : (argv[found.from] ?? null);
  const programs =
    name === "foreman" && !hasOption(found.options, "-m --formation")
      ? procfilePrograms(around.readFile(path ?? "Procfile")?.text ?? "", only)
      : [];
  return supervises(
    programs.length > 0 ? programs : [servicesOf(name)],
    { kind: "forwards-then-kills", seconds: Number.isFinite(seconds) ? seconds : 5 },
    source,
  );
}

/** forego listens for SIGINT alone. */
function forego({ argv, around }: Call, source: Source): Conduct {
  const [, verb] = argv;
  if (verb === "run" && argv.length > 2) return supervises([{ kind: "rest", from: 2 }], LEAVES, source);
  if (verb !== "start") return BRIEF;
  const onStop = around.signal === "SIGINT" ? ({ kind: "forwards-then-kills", seconds: 3 } as const) : LEAVES;
  return supervises([servicesOf("forego")], onStop, source, "group");
}

function circusd({ argv }: Call, source: Source): Conduct {
  if (argv.includes("--daemon")) return detaches("circusd", source);
  return supervises([servicesOf("circusd")], { kind: "forwards-then-kills", seconds: 30 }, source);
}

const PM2_STOP = { kind: "forwards-then-kills", seconds: 1.6, as: "SIGINT" } as const;

function pm2({ argv }: Call, source: Source): Conduct {
  const verb = argv.slice(1).find((word) => !word.startsWith("-"));
  if (argv.includes("--no-daemon")) return supervises([servicesOf("pm2")], DEFAULT, source, "session");
  if (verb === "start" || verb === "startOrRestart" || verb === "resurrect" || verb === "serve")
    return detaches("pm2", source);
  if (verb === "logs" || verb === "monit") return { kind: "rests", seconds: null };
  return BRIEF;
}

/** Sends SIGINT whatever it was sent, and SIGKILL after `kill_timeout`. */
function pm2Runtime({ argv }: Call, source: Source): Conduct {
  if (argv.length < 2) return BRIEF;
  return supervises([servicesOf("pm2-runtime")], PM2_STOP, source, "session");
}

function forever({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, {
    valued:
      "-m -l -o -e -p -c -a -d --minUptime --spinSleepTime --pidFile --sourceDir --workingDir --uid --id --killSignal --watchDirectory --watchIgnore",
  });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const verb = argv[found.from] ?? "";
  if (verb === "start" || verb === "restart") return detaches(argv[found.from + 1] ?? "forever", source);
  if (["stop", "stopall", "list", "logs", "config", "cleanlogs", "set", "clear", "columns"].includes(verb))
    return BRIEF;
  const command = optionValue(found.options, "-c") ?? "node";
  return supervises([{ kind: "words", argv: [command, ...argv.slice(found.from)] }], DEFAULT, source);
}
