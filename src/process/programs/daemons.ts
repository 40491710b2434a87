import type { Conduct, Source } from "./conduct.ts";
import { baseName } from "./option-grammar.ts";
import {
  BRIEF,
  type Call,
  detaches,
  MEASURED,
  type ProgramRow,
  serves,
  sourceOf,
  unknown,
  varying,
} from "./program-row.ts";
import { stops } from "./stop-commands.ts";

/** Programs that go to the background, and the scripts that send them there. */
export const daemons: readonly ProgramRow[] = [
  varying("cron", MEASURED, ({ argv }, source) =>
    argv.some((word) => /^-\w*f/.test(word))
      ? serves(source, { kind: "default" })
      : detaches("cron", source, { kind: "default" }),
  ),
  varying("crond", MEASURED, crond),
  varying("service", MEASURED, ({ argv }, source) => initScript(argv[1], argv.slice(2), source)),
  varying("invoke-rc.d", MEASURED, invokeRcD),
  varying("rc-service", MEASURED, ({ argv }, source) => {
    const rest = argv.slice(1).filter((word) => !word.startsWith("-"));
    return initScript(rest[0], rest.slice(1), source);
  }),
  varying("postfix", MEASURED, ({ argv }, source) =>
    argv.includes("start-fg")
      ? serves(source)
      : argv.includes("start")
        ? detaches("postfix", source)
        : argv.includes("stop")
          ? stops("postfix", source, { waits: true })
          : BRIEF,
  ),
  varying("pg_ctl pg_ctlcluster", MEASURED, pgCtl),
  varying(
    "mongod mongos",
    "https://www.mongodb.com/docs/manual/reference/program/mongod/",
    ({ argv, name }, source) =>
      argv.some((word) => word === "--fork")
        ? detaches(name, source)
        : argv.includes("--shutdown")
          ? stops(name, source, { waits: true })
          : serves(source),
  ),
  varying("mysqld_safe mariadbd-safe", MEASURED, (_, source) => serves(source, { kind: "ignores" })),
];

/** Debian's cron and busybox's crond have no handler for SIGTERM; cronie's (`-n`) has one. */
function crond({ argv, around }: Call, source: Source): Conduct {
  const isForeground = argv.some((word) => /^-\w*[fn]/.test(word));
  if (!isForeground) return detaches("crond", source, { kind: "default" });
  const isCronie = !around.busybox && argv.some((word) => /^-\w*n/.test(word));
  return serves(source, isCronie ? { kind: "ends" } : { kind: "default" });
}

/** `start` or `stop` of an init script, by whatever front end. */
function initScript(service: string | undefined, verbs: readonly string[], source: Source): Conduct {
  if (service === undefined) return BRIEF;
  const starts = verbs.some((verb) => ["start", "restart", "force-reload"].includes(verb));
  if (starts) return detaches(baseName(service), source);
  return verbs.includes("stop") ? stops(baseName(service), source, { waits: true }) : BRIEF;
}

/** It asks the image's policy-rc.d first, which allows nothing in Debian's images, unless it is forced. */
function invokeRcD({ argv }: Call, source: Source): Conduct {
  const [service, ...verbs] = argv.slice(1).filter((word) => !word.startsWith("--"));
  if (argv.includes("--force")) return initScript(service, verbs, source);
  return verbs.some((verb) => verb === "start" || verb === "restart")
    ? unknown("Debian's images forbid invoke-rc.d to start anything, unless their policy-rc.d is changed")
    : BRIEF;
}

function pgCtl({ argv }: Call, source: Source): Conduct {
  if (argv.includes("start") || argv.includes("restart")) return detaches("postgres", source);
  if (!argv.includes("stop")) return BRIEF;
  return stops("postgres", source, { signal: "SIGINT", waits: !argv.includes("-W") });
}

/** `/etc/init.d/cron start`, and any other way to name such a script. */
export function initScriptByPath({ argv, name }: Call): Conduct | null {
  if (!/^\/etc\/(rc\.d\/)?init\.d\//.test(argv[0] ?? "")) return null;
  return initScript(name, argv.slice(1), sourceOf(MEASURED, "service"));
}
