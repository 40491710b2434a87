import { byConfiguration } from "./by-configuration.ts";
import type { Conduct, Source } from "./conduct.ts";
import { hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  type Call,
  detaches,
  type How,
  MEASURED,
  type ProgramRow,
  STRANGER,
  serves,
  unknown,
  varying,
} from "./program-row.ts";
import { stops } from "./stop-commands.ts";

/** The options that decide what a daemon does. Letters may be bunched: `-De`. */
interface Deciding {
  /** Keep it in the foreground. */
  readonly stays: string;
  /** Make it print or check something, and end. */
  readonly ends?: string;
  /** Words by which it tells a running one to end. */
  readonly stops?: string;
}

const SAMBA: Deciding = { stays: "-F -i --foreground --interactive --no-process-group", ends: "-V" };
const ZABBIX: Deciding = { stays: "-f --foreground", ends: "-V -h -p -t -T" };

/** Programs that go to the background unless an option keeps them in the foreground. */
export const stayingDaemons: readonly ProgramRow[] = [
  stays("rsyslogd", { stays: "-n" }, MEASURED),
  stays("syslogd", { stays: "-n" }, MEASURED),
  stays("sshd", { stays: "-D -d", ends: "-t -T -G" }, MEASURED),
  stays("dropbear", { stays: "-F" }, MEASURED),
  stays("dovecot", { stays: "-F", ends: "-n -a reload", stops: "stop" }, MEASURED),
  stays("named", { stays: "-g -f", ends: "-v -V" }, MEASURED),
  varying("unbound", MEASURED, unbound),
  varying("turnserver coturn", MEASURED, turnserver),
  stays("dnsmasq", { stays: "-k -d --keep-in-foreground --no-daemon", ends: "-v" }, MEASURED),
  stays(
    "squid",
    { stays: "-N --foreground", ends: "-z -v parse check reconfigure rotate", stops: "shutdown interrupt" },
    MEASURED,
  ),
  stays("varnishd", { stays: "-F -d", ends: "-C -V -x" }, MEASURED),
  stays("smbd", SAMBA, MEASURED),
  ...["nmbd", "winbindd"].map((name) => stays(name, SAMBA, MEASURED)),
  stays("chronyd", { stays: "-n -d", ends: "-q -Q -v" }, MEASURED),
  stays("ntpd", { stays: "-n -d", ends: "-q" }, MEASURED),
  stays("dbus-daemon", { stays: "-n --nofork --nopidfile" }, MEASURED),
  stays("slapd", { stays: "-d", ends: "-T -V -VV" }, MEASURED),
  stays("proftpd", { stays: "-n --nodaemon", ends: "-t -v -l --configtest" }, MEASURED),
  stays(
    "cassandra",
    { stays: "-f", ends: "-v -h" },
    "https://docs.datastax.com/en/cassandra-oss/3.x/cassandra/initialize/referenceStartCprocess.html",
  ),
  stays(
    "asterisk",
    { stays: "-f -c -d -v", ends: "-V -h -r -R -x" },
    "https://manpages.debian.org/bullseye/asterisk/asterisk.8.en.html",
  ),
  stays("snmpd", { stays: "-f", ends: "-v -h" }, MEASURED),
  stays("snmptrapd", { stays: `-f ${settings("--doNotFork")}`, ends: "-v -h" }, MEASURED),
  stays("zabbix_agentd", ZABBIX, MEASURED),
  stays("zabbix_server zabbix_proxy", ZABBIX, MEASURED),
  stays("keepalived", { stays: "-n --dont-fork", ends: "-t -v" }, MEASURED),
  stays("clamd", { stays: "-F --foreground", ends: "-V -h" }, MEASURED),
  stays("opendkim", { stays: "-f", ends: "-V -n" }, MEASURED),
  stays("opendmarc", { stays: "-f", ends: "-V -n" }, MEASURED),
  stays("transmission-daemon", { stays: "-f --foreground", ends: "-V -d --dump-settings" }, MEASURED),
  ...["xrdp", "xrdp-sesman"].map((name) =>
    stays(name, { stays: "-n --nodaemon", ends: "-h", stops: "-k --kill" }, MEASURED),
  ),
  stays("vncserver tigervncserver", { stays: "-fg", ends: "-list -h", stops: "-kill" }, MEASURED),
  varying("ray", "https://docs.ray.io/en/latest/cluster/cli.html", ray),
  stays("rpcbind", { stays: "-f -d" }, MEASURED),
  stays(
    "rpc.mountd",
    { stays: "-F --foreground", ends: "-v -h" },
    "https://manpages.debian.org/bookworm/nfs-kernel-server/rpc.mountd.8.en.html",
  ),
  stays(
    "rpc.statd",
    { stays: "-F --foreground", ends: "-v -h -?" },
    "https://manpages.debian.org/bookworm/nfs-common/rpc.statd.8.en.html",
  ),
  stays(
    "rpc.idmapd",
    { stays: "-f" },
    "https://manpages.debian.org/bookworm/nfs-common/rpc.idmapd.8.en.html",
  ),
  stays("spawn-fcgi", { stays: "-n", ends: "-v -h" }, MEASURED),
];

function stays(names: string, { stays, ends = "", stops: stopping = "" }: Deciding, how: How): ProgramRow {
  return varying(names, how, ({ argv, name }, source) => {
    if (hasAny(argv, stopping)) return stops(name, source);
    if (hasAny(argv, `${ends} --test --version`)) return BRIEF;
    return hasAny(argv, stays) ? serves(source) : detaches(name, source);
  });
}

function unbound(call: Call, source: Source): Conduct {
  const found = readArguments(call.argv, { valued: "-c" });
  if (found.kind === "unknown") return found;
  if (hasOption(found.options, "-h -V")) return BRIEF;
  if (hasOption(found.options, "-d -dd")) return serves(source);
  const path = optionValue(found.options, "-c") ?? "/etc/unbound/unbound.conf";
  return byConfiguration(call, path, /^[ \t]*do-daemonize:[ \t]*"?no\b/m, source);
}

/** `ray start` leaves the node's processes in the background unless it is told to `--block`. */
function ray({ argv, name }: Call, source: Source): Conduct {
  const verb = argv[1];
  if (verb === "start") return argv.includes("--block") ? serves(source) : detaches(name, source);
  return verb === "stop" ? stops(name, source) : STRANGER;
}

/** A directive of net-snmp's configuration on the command line, with what it takes for a yes. */
function settings(directive: string): string {
  return ["yes", "true", "1"].map((yes) => `${directive}=${yes}`).join(" ");
}

function hasAny(argv: readonly string[], options: string): boolean {
  const wanted = options.split(" ").filter(Boolean);
  return argv.slice(1).some((word) => wanted.some((option) => word === option || isBunch(word, option)));
}

/** More letters, each of them once, are a long option with one dash. */
const MOST_BUNCHED = 4;

/** `-De` holds `-D`, `-vvvdddf` holds `-f`, and `-d256` holds `-d`. */
function isBunch(word: string, option: string): boolean {
  if (!/^-[A-Za-z]$/.test(option)) return false;
  return /^-[A-Za-z]{2,}$/.test(word) && new Set(word.slice(1)).size <= MOST_BUNCHED
    ? word.includes(option.slice(1))
    : word.startsWith(option) && /^\d+$/.test(word.slice(option.length));
}

/** Before 4.6.2 it handles no signal, and PID 1 lives on then: https://github.com/coturn/coturn/pull/1106 */
function turnserver({ argv, name, around }: Call, source: Source): Conduct {
  if (hasAny(argv, "-o --daemon")) return detaches(name, source);
  if (hasAny(argv, "-v --version -h --help")) return BRIEF;
  // Alpine has had a later one since 3.18; Debian 12 and Ubuntu 24.04 have 4.6.1.
  if (around.busybox || !around.isPid1) return serves(source);
  return unknown("turnserver handles no signal before version 4.6.2, and no file tells which one this is");
}
