import type { Conduct, Source } from "./conduct.ts";
import { baseName } from "./option-grammar.ts";
import {
  BRIEF,
  type Call,
  detaches,
  type How,
  MEASURED,
  type ProgramRow,
  serves,
  sourceOf,
  varying,
} from "./program-row.ts";

/** Programs that go to the background unless an option keeps them in the foreground. */
export const daemons: readonly ProgramRow[] = [
  varying("cron", MEASURED, ({ argv }, source) =>
    argv.some((word) => /^-\w*f/.test(word))
      ? serves(source, { kind: "default" })
      : detaches("cron", source, { kind: "default" }),
  ),
  varying("crond", MEASURED, crond),
  varying("service invoke-rc.d", MEASURED, ({ argv }, source) => initScript(argv[1], argv.slice(2), source)),
  varying("rc-service", "https://man.archlinux.org/man/rc-service.8", ({ argv }, source) => {
    const rest = argv.slice(1).filter((word) => !word.startsWith("-"));
    return initScript(rest[0], rest.slice(1), source);
  }),
  stays("rsyslogd", "n", "https://manpages.debian.org/bookworm/rsyslog/rsyslogd.8.en.html"),
  stays("syslogd", "n", MEASURED),
  stays("sshd", "D d t T G", "https://man.openbsd.org/sshd"),
  stays("dropbear", "F", "https://manpages.debian.org/bookworm/dropbear-bin/dropbear.8.en.html"),
  stays("dovecot", "F n a", "https://doc.dovecot.org/"),
  stays("named", "g f v V", "https://bind9.readthedocs.io/en/latest/manpages.html"),
  stays("unbound", "d dd h V", "https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.html"),
  stays(
    "dnsmasq",
    "k d v",
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "--keep-in-foreground --no-daemon --test --version",
  ),
  stays("squid", "N z k v", "https://wiki.squid-cache.org/", "--foreground"),
  stays("varnishd", "F C V", "https://varnish-cache.org/docs/trunk/reference/varnishd.html"),
  stays(
    "smbd nmbd winbindd",
    "F i V",
    "https://www.samba.org/samba/docs/current/man-html/smbd.8.html",
    "--foreground --no-process-group",
  ),
  stays("ntpd chronyd", "n d v", "https://chrony-project.org/documentation.html"),
  stays("dbus-daemon", "n", MEASURED, "--nofork --nopidfile"),
  varying("postfix", "https://www.postfix.org/postfix.1.html", ({ argv }, source) =>
    argv.includes("start-fg") ? serves(source) : argv.includes("start") ? detaches("postfix", source) : BRIEF,
  ),
  varying("pg_ctl pg_ctlcluster", "https://www.postgresql.org/docs/current/app-pg-ctl.html", pgCtl),
  varying(
    "mongod mongos",
    "https://www.mongodb.com/docs/manual/reference/program/mongod/",
    ({ argv, name }, source) =>
      argv.some((word) => word === "--fork")
        ? detaches(name, source)
        : argv.includes("--shutdown")
          ? BRIEF
          : serves(source),
  ),
  varying(
    "mysqld_safe mariadbd-safe",
    "https://dev.mysql.com/doc/refman/8.4/en/mysqld-safe.html",
    (_, source) => serves(source, { kind: "default" }),
  ),
];

/** Debian's cron and busybox's crond have no handler for SIGTERM; cronie's (`-n`) has one. */
function crond({ argv, around }: Call, source: Source): Conduct {
  const isForeground = argv.some((word) => /^-\w*[fn]/.test(word));
  if (!isForeground) return detaches("crond", source, { kind: "default" });
  const isCronie = !around.busybox && argv.some((word) => /^-\w*n/.test(word));
  return serves(source, isCronie ? { kind: "ends" } : { kind: "default" });
}

/** `start` of an init script, by whatever front end. */
export function initScript(service: string | undefined, verbs: readonly string[], source: Source): Conduct {
  if (service === undefined) return BRIEF;
  const starts = verbs.some((verb) => ["start", "restart", "force-reload", "zap"].includes(verb));
  return starts ? detaches(baseName(service), source) : BRIEF;
}

/** A daemon that one of these options (letters may be bunched) keeps in the foreground, or makes brief. */
function stays(names: string, letters: string, how: How, long = ""): ProgramRow {
  const options = [...letters.split(" ").map((letter) => `-${letter}`), ...long.split(" ").filter(Boolean)];
  return varying(names, how, ({ argv, name }, source) => {
    const stay = argv
      .slice(1)
      .some((word) => options.some((option) => word === option || isBunch(word, option)));
    return stay ? serves(source) : detaches(name, source);
  });
}

function isBunch(word: string, option: string): boolean {
  return option.length === 2 && /^-[A-Za-z]{2,4}$/.test(word) && word.includes(option.slice(1));
}

function pgCtl({ argv }: Call, source: Source): Conduct {
  return argv.includes("start") || argv.includes("restart") ? detaches("postgres", source) : BRIEF;
}

/** `/etc/init.d/cron start`, and any other way to name such a script. */
export function initScriptByPath({ argv, name }: Call): Conduct | null {
  if (!/^\/etc\/(rc\.d\/)?init\.d\//.test(argv[0] ?? "")) return null;
  return initScript(name, argv.slice(1), sourceOf(MEASURED, "service"));
}
