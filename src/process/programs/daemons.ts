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
  stays(
    "rsyslogd",
    { stays: "n", ends: "" },
    "https://manpages.debian.org/bookworm/rsyslog/rsyslogd.8.en.html",
  ),
  stays("syslogd", { stays: "n", ends: "" }, MEASURED),
  stays("sshd", { stays: "D d", ends: "t T G" }, "https://man.openbsd.org/sshd"),
  stays(
    "dropbear",
    { stays: "F", ends: "" },
    "https://manpages.debian.org/bookworm/dropbear-bin/dropbear.8.en.html",
  ),
  stays("dovecot", { stays: "F", ends: "n a" }, "https://doc.dovecot.org/"),
  stays("named", { stays: "g f", ends: "v V" }, "https://bind9.readthedocs.io/en/latest/manpages.html"),
  stays(
    "unbound",
    { stays: "d dd", ends: "h V" },
    "https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.html",
  ),
  stays(
    "dnsmasq",
    { stays: "k d", ends: "v" },
    "https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html",
    "--keep-in-foreground --no-daemon --test --version",
  ),
  stays("squid", { stays: "N", ends: "z k v" }, "https://wiki.squid-cache.org/", "--foreground"),
  stays(
    "varnishd",
    { stays: "F", ends: "C V" },
    "https://varnish-cache.org/docs/trunk/reference/varnishd.html",
  ),
  stays(
    "smbd nmbd winbindd",
    { stays: "F i", ends: "V" },
    "https://www.samba.org/samba/docs/current/man-html/smbd.8.html",
    "--foreground --no-process-group",
  ),
  stays("ntpd chronyd", { stays: "n d v", ends: "" }, "https://chrony-project.org/documentation.html"),
  stays("dbus-daemon", { stays: "n", ends: "" }, MEASURED, "--nofork --nopidfile"),
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
/** Letters of options: those that keep a daemon in the foreground, and those that make it print or check and end. */
interface Letters {
  readonly stays: string;
  readonly ends: string;
}

function stays(names: string, letters: Letters, how: How, long = ""): ProgramRow {
  const staying = [...dashed(letters.stays), ...long.split(" ").filter(Boolean)];
  const ending = [...dashed(letters.ends), "--test", "--version"];
  return varying(names, how, ({ argv, name }, source) => {
    const has = (options: readonly string[]) =>
      argv.slice(1).some((word) => options.some((option) => word === option || isBunch(word, option)));
    if (has(ending)) return BRIEF;
    return has(staying) ? serves(source) : detaches(name, source);
  });
}

function dashed(letters: string): readonly string[] {
  return letters
    .split(" ")
    .filter(Boolean)
    .map((letter) => `-${letter}`);
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
