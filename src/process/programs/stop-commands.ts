import { canonicalSignal } from "../../start/stop-signal.ts";
import type { Conduct, Source } from "./conduct.ts";
import { readArguments } from "./option-grammar.ts";
import { BRIEF, type Call, type How, MEASURED, type ProgramRow, varying } from "./program-row.ts";

/** Names that one server goes by: its program, its safe starter, its init script. */
const FAMILIES = [
  "mysqld mysql mariadbd mariadb mysqld_safe mariadbd-safe",
  "postgres postgresql",
  "apache2 httpd apachectl apache2ctl",
  "nginx openresty",
  "redis-server redis valkey-server keydb-server",
  "sshd ssh",
  "cron crond",
  "mongod mongodb mongos",
  "rabbitmq-server beam.smp",
  "rsyslogd rsyslog",
  "named bind9",
].map((names) => names.split(" "));

interface Way {
  readonly signal?: string;
  readonly waits?: boolean;
}

const WAITS: Way = { waits: true };

/** Tells a service to end, under any of the names that it may run by: `mysql` is also `mysqld` and `mariadbd`. */
export function stops(
  service: string,
  source: Source,
  { signal = "SIGTERM", waits = false }: Way = {},
): Conduct {
  const services = FAMILIES.find((family) => family.includes(service)) ?? [service];
  return { kind: "stops", services, signal, waits, source };
}

/** Clients that can tell a running server to end; whatever else they do is brief. */
export const stopCommands: readonly ProgramRow[] = [
  onWord("mysqladmin mariadb-admin", MEASURED, /^shutdown$/, "mysqld", WAITS),
  onWord("redis-cli", MEASURED, /^shutdown$/i, "redis-server", WAITS),
  onWord(
    "valkey-cli keydb-cli",
    "https://valkey.io/commands/shutdown/",
    /^shutdown$/i,
    "redis-server",
    WAITS,
  ),
  onWord("rabbitmqctl", MEASURED, /^(stop|shutdown)$/, "rabbitmq-server", WAITS),
  onWord(
    "mongo mongosh",
    "https://www.mongodb.com/docs/manual/reference/method/db.shutdownServer/",
    /shutdownServer/,
    "mongod",
    WAITS,
  ),
  onWord("supervisorctl", MEASURED, /^shutdown$/, "supervisord"),
  onWord("rndc", MEASURED, /^(stop|halt)$/, "named"),
  onWord("unbound-control", MEASURED, /^stop$/, "unbound"),
  varying("sv", MEASURED, sv),
  varying("fuser", MEASURED, fuser),
];

/** `down` only tells; the others wait until it is done (sv(8)). */
function sv({ argv }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: "-w" });
  if (found.kind === "unknown") return found;
  const verb = found.from === null ? "" : (argv[found.from] ?? "");
  if (!/^(d|down|stop|shutdown|exit|e|force-(stop|shutdown|exit))$/.test(verb)) return BRIEF;
  const waits = verb.length > 1 && verb !== "down";
  return { kind: "stops", services: "supervised", signal: "SIGTERM", waits, source };
}

/** With `-k` it sends SIGKILL, or the signal named, to who listens on a port: to the services (fuser(1)). */
function fuser({ argv }: Call, source: Source): Conduct {
  const words = argv.slice(1);
  const kills = words.some((word) => word === "--kill" || /^-[a-z]*k/.test(word));
  const isPort =
    words.some((word) => /^\d+\/(tcp|udp)$/.test(word)) || /-n (tcp|udp)\b/.test(words.join(" "));
  if (!kills || !isPort) return BRIEF;
  const name = words.flatMap((word) => /^-(?:SIG)?([A-Z]+\d*|\d+)$/.exec(word)?.[1] ?? [])[0] ?? "KILL";
  const signal = canonicalSignal(name);
  return { kind: "stops", services: "all", signal, waits: false, source };
}

function onWord(names: string, how: How, word: RegExp, service: string, way: Way = {}): ProgramRow {
  return varying(names, how, ({ argv }, source) =>
    argv.slice(1).some((each) => word.test(each)) ? stops(service, source, way) : BRIEF,
  );
}
