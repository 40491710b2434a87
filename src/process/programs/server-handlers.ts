import { absoluteImagePath } from "../../script/image-path.ts";
import type { ServiceOnStop, Surroundings } from "./conduct.ts";
import { type Call, ENDS, UNHANDLED, untilInterrupted } from "./program-row.ts";

/** Servers that handle no signal. */
const DEAF = new Set("vsftpd json-server live-server".split(" "));
/** Those that only SIGINT ends. */
const INTERRUPTED = new Set("waitress-serve mkdocs".split(" "));

/** What a server does at the stop signal: most of them handle it. */
export function onStopOf({ name, argv, around }: Call): ServiceOnStop {
  if (DEAF.has(name)) return UNHANDLED;
  if (INTERRUPTED.has(name)) return untilInterrupted(around);
  // What they have built is served without a handler; what they show while it is written is not.
  if (name === "docusaurus" || name === "gatsby") return argv.includes("serve") ? UNHANDLED : ENDS;
  // `superset run` is Flask's.
  if (name === "flask" || name === "superset")
    return isReloading(argv, around) ? ENDS : untilInterrupted(around);
  if (name === "haproxy") return hasMaster(argv, around) ? ENDS : haproxyAlone(around);
  return ENDS;
}

/**
 * With its reloader, which comes with debugging, Werkzeug sets a handler for SIGTERM. Flask before 2.3 debugs where
 * FLASK_ENV says `development` too, and which one it is stands in no file that siglint reads.
 */
function isReloading(argv: readonly string[], { env, readFile, workdir }: Surroundings): boolean {
  if (argv.includes("--no-reload")) return false;
  if (argv.some((word) => word === "--debug" || word === "--reload") || env("FLASK_ENV") === "development")
    return true;
  // https://flask.palletsprojects.com/en/stable/cli/#environment-variables-from-dotenv
  const dotenv = absoluteImagePath(".flaskenv", workdir);
  if (dotenv !== null && /^[ \t]*(export[ \t]+)?FLASK_(DEBUG|ENV)=/m.test(readFile(dotenv)?.text ?? ""))
    return true;
  return !/^(|0|false|no)$/i.test(env("FLASK_DEBUG") ?? "");
}

/** HAProxy's master handles SIGTERM, its workers leave that to the kernel: `-W`, `-Ws`, or `master-worker` in a configuration. */
function hasMaster(argv: readonly string[], { readFile, workdir }: Surroundings): boolean {
  if (argv.some((word) => word === "-W" || word === "-Ws")) return true;
  return argv.some((word, at) => {
    const path = argv[at - 1] === "-f" ? absoluteImagePath(word, workdir) : null;
    return path !== null && /^[ \t]*master-worker\b/m.test(readFile(path)?.text ?? "");
  });
}

/** Of the signals that people send, it handles SIGUSR1. */
function haproxyAlone({ signal }: Surroundings): ServiceOnStop {
  return signal === "SIGUSR1" ? ENDS : { kind: "default", endsOn: "USR1" };
}
