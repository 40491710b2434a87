import { absoluteImagePath, joinImagePath } from "../../script/image-path.ts";
import { shortSignal } from "../machine/signal-names.ts";
import type { Conduct, ServiceCommand, Source, SupervisorOnStop } from "./conduct.ts";
import { hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  commandLine,
  DEFAULT,
  detaches,
  FORWARDS,
  LEAVES,
  MEASURED,
  type ProgramRow,
  SWALLOWS,
  servicesOf,
  supervises,
  varying,
  words,
} from "./program-row.ts";
import { procfileRunners } from "./service-files/procfile-runners.ts";
import { servicesIn, stopBySupervise } from "./service-files/run-files.ts";
import { supervisord } from "./service-files/supervisord.ts";
import { stopsOn } from "./stop-signals.ts";

/** Programs that keep several services running. */
export const processManagers: readonly ProgramRow[] = [
  varying("supervisord", MEASURED, supervisord),
  varying("s6-svscan", MEASURED, s6Svscan, "supervises"),
  ...["s6-supervise", "runsv"].map((name) => varying(name, MEASURED, oneService, "supervises")),
  varying("runsvdir", MEASURED, runsvdir, "supervises"),
  varying(
    "runsvdir-start",
    "https://smarden.org/runit/useinit.html",
    (_, source) => becomes(words("runsvdir", "-P", "/etc/service"), source),
    "replaces",
  ),
  varying("monit", MEASURED, monit),
  varying("multirun", "https://github.com/nicolas-van/multirun", multirun, "supervises"),
  ...procfileRunners,
  varying("circusd", "https://circus.readthedocs.io/en/latest/for-ops/configuration/", circusd),
  varying("pm2", MEASURED, pm2),
  varying("pm2-runtime pm2-docker", MEASURED, pm2Runtime, "supervises"),
  varying("forever", MEASURED, forever),
];

/** Stops its services in the way of each. */
function s6Svscan({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-c -C -L -t -d -X" });
  if (found.kind === "unknown") return found;
  const directory = found.from === null ? "." : (argv[found.from] ?? ".");
  const services = servicesIn(directory, around, stopBySupervise);
  const isHeard = stopsOn("s6-svscan", shortSignal(around.signal));
  const onStop: SupervisorOnStop = isHeard ? { kind: "stops-in-turn", looksEvery: null } : SWALLOWS;
  return {
    ...supervises(services.length > 0 ? services : [servicesOf("s6-svscan")], onStop, source, "session"),
    staysFor: "stop",
    startsAnew: true,
  };
}

/** Starts `run` of its directory. */
function oneService({ name, argv, around }: Call, source: Source): Conduct {
  const [, directory] = argv;
  if (directory === undefined) return BRIEF;
  const folder = absoluteImagePath(directory, around.workdir);
  const run = folder === null ? null : joinImagePath(folder, "run");
  const isKnown = run !== null && around.readFile(run) !== null;
  const stop = folder !== null && name === "s6-supervise" ? stopBySupervise(folder, around) : undefined;
  const command: ServiceCommand = {
    ...(isKnown ? words(run) : servicesOf(name)),
    ...(isKnown && folder !== null && { directory: folder }),
    ...(stop !== undefined && { stop }),
  };
  const onStop: SupervisorOnStop =
    stop === undefined ? FORWARDS : { kind: "stops-in-turn", looksEvery: null };
  return {
    ...supervises([command], onStop, source, name === "runsv" ? "nothing" : "session"),
    startsAnew: true,
  };
}

const RUNSVDIR_ON_STOP = new Map<string, SupervisorOnStop>([
  ["SIGTERM", LEAVES],
  ["SIGHUP", { kind: "forwards-and-leaves", to: "child" }],
]);

/** At SIGTERM runsvdir leaves its services behind; at SIGHUP it stops them, and does not wait either. */
function runsvdir({ argv, around }: Call, source: Source): Conduct {
  const childLeads = argv.includes("-P") ? "session" : "nothing";
  const onStop = RUNSVDIR_ON_STOP.get(around.signal) ?? DEFAULT;
  const directory = argv.slice(1).find((word) => !word.startsWith("-")) ?? "/etc/service";
  const services = servicesIn(directory, around);
  return {
    ...supervises(services.length > 0 ? services : [servicesOf("runsvdir")], onStop, source, childLeads),
    staysFor: "stop",
    startsAnew: true,
  };
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
