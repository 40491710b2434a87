import { shortSignal } from "../machine/signal-names.ts";
import type { Conduct, ServiceCommand, Source } from "./conduct.ts";
import { hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  type Call,
  DEFAULT,
  FORWARDS,
  FORWARDS_TO_GROUP,
  MEASURED,
  type ProgramRow,
  replacing,
  SWALLOWS,
  servicesOf,
  supervises,
  varying,
} from "./program-row.ts";
import { longrunsIn, servicesIn } from "./service-files/run-files.ts";
import { signalNumber } from "./signal-numbers.ts";
import { stopsOn } from "./stop-signals.ts";

/** Inits: small programs made to be PID 1. */
export const inits: readonly ProgramRow[] = [
  varying("tini tini-static docker-init", MEASURED, tini, "supervises"),
  varying("dumb-init", MEASURED, dumbInit, "supervises"),
  varying("catatonit", MEASURED, catatonit, "supervises"),
  varying(
    "my_init",
    "https://github.com/phusion/baseimage-docker/blob/master/image/bin/my_init",
    myInit,
    "supervises",
  ),
  varying(
    "init",
    "https://github.com/just-containers/s6-overlay#customizing-s6-overlay-behaviour",
    overlay,
    "supervises",
  ),
  replacing("with-contenv", "https://github.com/just-containers/s6-overlay#container-environment"),
];

function tini({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-p -e" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const toGroup = found.options.has("-g") || around.env("TINI_KILL_PROCESS_GROUP") !== null;
  const onStop = toGroup ? FORWARDS_TO_GROUP : FORWARDS;
  return supervises([{ kind: "rest", from: found.from }], onStop, source, "group");
}

function dumbInit({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-r --rewrite" });
  if (found.kind === "unknown") return found;
  if (found.from === null) return BRIEF;
  const [from, to] = (optionValue(found.options, "-r --rewrite") ?? "").split(":");
  const command = { kind: "rest", from: found.from } as const;
  const isSingle = hasOption(found.options, "-c --single-child") || around.env("DUMB_INIT_SETSID") === "0";
  const childLeads = isSingle ? "nothing" : "session";
  // `--rewrite 15:0` drops the signal. Another number is the author's choice for this service, so it counts as the stop.
  if (to === "0" && Number(from) === signalNumber(around.signal)) {
    return supervises([command], SWALLOWS, source, childLeads);
  }
  return supervises([command], isSingle ? FORWARDS : FORWARDS_TO_GROUP, source, childLeads);
}

function catatonit({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, {});
  if (found.kind === "unknown") return found;
  if (found.options.has("-P")) return { kind: "service", onStop: { kind: "ends" }, source };
  if (found.from === null) return BRIEF;
  const onStop = found.options.has("-g") ? FORWARDS_TO_GROUP : FORWARDS;
  return supervises([{ kind: "rest", from: found.from }], onStop, source, "group");
}

/**
 * The command gets SIGTERM first, then the services of runit, and all that is left after them. Python leaves signals other
 * than SIGTERM and SIGINT to the kernel.
 */
function myInit({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, {});
  if (found.kind === "unknown") return found;
  const services = found.options.has("--skip-runit") ? [] : servicesIn("/etc/service", around);
  const commands = withCommand(found.from, services, "my_init");
  if (!stopsOn("my_init", shortSignal(around.signal))) return supervises(commands, DEFAULT, source);
  if (hasOption(found.options, "--no-kill-all-on-exit"))
    return supervises(commands, { kind: "forwards-then-kills", seconds: 5 }, source);
  return stopsAll(commands, 5, source);
}

/** The command in the arguments, if there is one, and the services beside it. */
function withCommand(
  from: number | null,
  services: readonly ServiceCommand[],
  name: string,
): readonly ServiceCommand[] {
  const commands = [...(from === null ? [] : [{ kind: "rest", from, runsOnce: true } as const]), ...services];
  return commands.length > 0 ? commands : [servicesOf(name)];
}

/**
 * s6-overlay's `/init CMD`: at a stop every process gets SIGTERM, and SIGKILL after S6_KILL_GRACETIME
 * (https://skarnet.org/software/s6-linux-init/s6-linux-init-shutdownd.html).
 */
function overlay({ argv, around }: Call, source: Source): Conduct {
  if (argv[0] !== "/init") return { kind: "stranger" };
  const grace = Number(around.env("S6_KILL_GRACETIME") ?? "3000");
  const seconds = Number.isFinite(grace) ? grace / 1000 : 3;
  const services = [
    ...servicesIn("/etc/services.d", around),
    ...longrunsIn("/etc/s6-overlay/s6-rc.d", around),
  ];
  const commands = withCommand(argv.length > 1 ? 1 : null, services, "s6");
  return { ...stopsAll(commands, seconds, source), childLeads: "session" };
}

/** Sends SIGTERM to every process there is, and stays until all have ended or the time is up. */
function stopsAll(
  commands: readonly ServiceCommand[],
  seconds: number,
  source: Source,
): Conduct & { kind: "supervises" } {
  return {
    ...supervises(commands, { kind: "forwards-then-kills", to: "all", seconds }, source),
    staysFor: "all",
    startsAnew: true,
  };
}
