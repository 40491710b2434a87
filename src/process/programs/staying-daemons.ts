import { BRIEF, detaches, type How, MEASURED, type ProgramRow, serves, varying } from "./program-row.ts";
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

/** Programs that go to the background unless an option keeps them in the foreground. */
export const stayingDaemons: readonly ProgramRow[] = [
  stays("rsyslogd", { stays: "-n" }, "https://manpages.debian.org/bookworm/rsyslog/rsyslogd.8.en.html"),
  stays("syslogd", { stays: "-n" }, MEASURED),
  stays("sshd", { stays: "-D -d", ends: "-t -T -G" }, "https://man.openbsd.org/sshd"),
  stays("dropbear", { stays: "-F" }, "https://manpages.debian.org/bookworm/dropbear-bin/dropbear.8.en.html"),
  stays("dovecot", { stays: "-F", ends: "-n -a reload", stops: "stop" }, "https://doc.dovecot.org/"),
  stays("named", { stays: "-g -f", ends: "-v -V" }, "https://bind9.readthedocs.io/en/latest/manpages.html"),
  stays(
    "unbound",
    { stays: "-d -dd", ends: "-h -V" },
    "https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.html",
  ),
  stays(
    "dnsmasq",
    { stays: "-k -d --keep-in-foreground --no-daemon", ends: "-v" },
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
  ),
  stays(
    "squid",
    { stays: "-N --foreground", ends: "-z -v parse check reconfigure rotate", stops: "shutdown interrupt" },
    "https://wiki.squid-cache.org/",
  ),
  stays(
    "varnishd",
    { stays: "-F -d", ends: "-C -V -x" },
    "https://varnish-cache.org/docs/trunk/reference/varnishd.html",
  ),
  stays(
    "smbd nmbd winbindd",
    { stays: "-F -i --foreground --interactive --no-process-group", ends: "-V" },
    "https://www.samba.org/samba/docs/current/man-html/smbd.8.html",
  ),
  stays(
    "ntpd chronyd",
    { stays: "-n -d -v", ends: "-q -Q" },
    "https://chrony-project.org/documentation.html",
  ),
  stays("dbus-daemon", { stays: "-n --nofork --nopidfile" }, MEASURED),
  stays("slapd", { stays: "-d", ends: "-T -V -VV" }, "https://www.openldap.org/software/man.cgi?query=slapd"),
  stays(
    "proftpd",
    { stays: "-n --nodaemon", ends: "-t -v -l --configtest" },
    "https://manpages.debian.org/bookworm/proftpd-core/proftpd.8.en.html",
  ),
  stays(
    "cassandra",
    { stays: "-f", ends: "-v -h" },
    "https://cassandra.apache.org/doc/stable/cassandra/getting-started/installing.html",
  ),
  stays(
    "asterisk",
    { stays: "-f -c -d -v", ends: "-V -h -r -R -x" },
    "https://manpages.debian.org/bookworm/asterisk/asterisk.8.en.html",
  ),
  stays("snmpd snmptrapd", { stays: "-f", ends: "-v -h" }, "https://www.net-snmp.org/docs/man/snmpd.html"),
  stays(
    "zabbix_server zabbix_proxy zabbix_agentd",
    { stays: "-f --foreground", ends: "-V -h -p -t -T" },
    "https://www.zabbix.com/documentation/current/en/manpages/zabbix_server",
  ),
  stays("keepalived", { stays: "-n --dont-fork", ends: "-t -v" }, "https://www.keepalived.org/manpage.html"),
  stays(
    "clamd",
    { stays: "-F --foreground", ends: "-V -h" },
    "https://manpages.debian.org/bookworm/clamav-daemon/clamd.8.en.html",
  ),
  stays(
    "opendkim opendmarc",
    { stays: "-f", ends: "-V -n" },
    "https://manpages.debian.org/bookworm/opendkim/opendkim.8.en.html",
  ),
  stays(
    "transmission-daemon",
    { stays: "-f --foreground", ends: "-V -d --dump-settings" },
    "https://manpages.debian.org/bookworm/transmission-daemon/transmission-daemon.1.en.html",
  ),
  stays(
    "xrdp xrdp-sesman",
    { stays: "-n --nodaemon", ends: "-h", stops: "-k --kill" },
    "https://manpages.debian.org/bookworm/xrdp/xrdp.8.en.html",
  ),
  stays(
    "vncserver tigervncserver",
    { stays: "-fg", ends: "-list -h", stops: "-kill" },
    "https://tigervnc.org/doc/vncserver.html",
  ),
  stays("rpcbind", { stays: "-f -d" }, "https://manpages.debian.org/bookworm/rpcbind/rpcbind.8.en.html"),
  stays(
    "spawn-fcgi",
    { stays: "-n", ends: "-v -h" },
    "https://manpages.debian.org/bookworm/spawn-fcgi/spawn-fcgi.1.en.html",
  ),
];

function stays(names: string, { stays, ends = "", stops: stopping = "" }: Deciding, how: How): ProgramRow {
  return varying(names, how, ({ argv, name }, source) => {
    if (hasAny(argv, stopping)) return stops(name, source);
    if (hasAny(argv, `${ends} --test --version`)) return BRIEF;
    return hasAny(argv, stays) ? serves(source) : detaches(name, source);
  });
}

function hasAny(argv: readonly string[], options: string): boolean {
  const wanted = options.split(" ").filter(Boolean);
  return argv.slice(1).some((word) => wanted.some((option) => word === option || isBunch(word, option)));
}

/** `-De` holds `-D`, and `-d256` holds `-d`. */
function isBunch(word: string, option: string): boolean {
  if (!/^-[A-Za-z]$/.test(option)) return false;
  return /^-[A-Za-z]{2,4}$/.test(word)
    ? word.includes(option.slice(1))
    : word.startsWith(option) && /^\d+$/.test(word.slice(option.length));
}
