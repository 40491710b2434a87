import { absoluteImagePath, joinImagePath } from "../../script/image-path.ts";
import { isKnown } from "../hole.ts";
import { byConfiguration } from "./by-configuration.ts";
import type { Conduct, Source } from "./conduct.ts";
import { hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  DEFAULT,
  detaches,
  MEASURED,
  type ProgramRow,
  serves,
  supervises,
  unknown,
  varying,
  words,
} from "./program-row.ts";
import { stops } from "./stop-commands.ts";

/** Servers whose arguments or configuration decide whether they stay in the foreground. */
export const webServers: readonly ProgramRow[] = [
  varying("nginx", MEASURED, nginx),
  varying("openresty", "https://openresty.org/en/getting-started.html", nginx),
  varying("apachectl apache2ctl", MEASURED, apachectl),
  varying("apache2", MEASURED, httpd),
  varying("httpd httpd2", MEASURED, httpd),
  varying(
    "apache2-foreground",
    "https://github.com/docker-library/php/blob/master/apache2-foreground",
    (_, source) => becomes(words("apache2", "-DFOREGROUND"), source),
    "replaces",
  ),
  varying(
    "httpd-foreground",
    "https://github.com/docker-library/httpd/blob/master/2.4/httpd-foreground",
    (_, source) => becomes(words("httpd", "-DFOREGROUND"), source),
    "replaces",
  ),
  varying("uwsgi uwsgi-core", MEASURED, uwsgi),
  varying("lighttpd", MEASURED, ({ argv }, source) =>
    argv.includes("-D")
      ? serves(source)
      : argv.some((word) => /^-(t|tt|v|V)$/.test(word))
        ? BRIEF
        : detaches("lighttpd", source),
  ),
];

/** Where nginx and OpenResty look when they are built without being told of another place. */
const BUILT_IN = ["/usr/local/openresty/nginx/conf/nginx.conf", "/usr/local/nginx/conf/nginx.conf"];

/** `daemon off;` on the command line or in the configuration keeps it in the foreground. */
function nginx(call: Call, source: Source): Conduct {
  const { argv, name, around } = call;
  const found = readArguments(argv, { valued: "-c -e -g -p -s" });
  if (found.kind === "unknown") return found;
  if (/^(stop|quit)$/.test(optionValue(found.options, "-s") ?? "")) return stops(name, source);
  if (hasOption(found.options, "-t -T -v -V -s -h -?")) return BRIEF;
  const directives =
    argv.filter((_, at) => at > 0 && argv[at - 1] === "-g").join(" ") + (found.options.get("-g") ?? "");
  if (/\bdaemon\s+off\b/.test(directives)) return serves(source);
  if (!isKnown(directives)) return unknown(`the directives behind ${name} -g are not known from the files`);
  const prefix = optionValue(found.options, "-p") ?? "/etc/nginx";
  const given = optionValue(found.options, "-c");
  const usual = [joinImagePath(prefix, "/etc/nginx/nginx.conf"), ...BUILT_IN];
  const paths = given === null ? usual : [joinImagePath(prefix, given)];
  const path = paths.find((each) => isKnown(each) && around.readFile(each) !== null) ?? paths[0] ?? "";
  return byConfiguration(call, path, /^[ \t]*daemon\s+off\s*;/m, source);
}

const HTTPD_STOPS = "stop graceful-stop";
const HTTPD_VERBS = "graceful status fullstatus configtest";

/** apachectl is a script, and starts the server without `exec`. */
function apachectl({ argv }: Call, source: Source): Conduct {
  if (isForeground(argv)) return supervises([words("apache2", "-DFOREGROUND")], DEFAULT, source);
  if (argv.some((word) => HTTPD_STOPS.split(" ").includes(word))) return stops("apache2", source);
  if (argv.some((word) => HTTPD_VERBS.split(" ").includes(word) || /^-[tvVSMlL]/.test(word))) return BRIEF;
  const starts = argv.some((word) => word === "start" || word === "restart" || /^-[fdDcC]/.test(word));
  return starts ? detaches("apache2", source) : BRIEF;
}

function httpd({ argv, name, around }: Call, source: Source): Conduct {
  if (name === "httpd" && around.busybox && argv.some((word) => /^-\w*f/.test(word)) && !isForeground(argv)) {
    return serves(source, { kind: "default" });
  }
  if (isForeground(argv) || argv.includes("-X")) return serves(source);
  if (argv.some((word) => HTTPD_STOPS.split(" ").includes(word))) return stops(name, source);
  const isBrief = argv.some((word) => HTTPD_VERBS.split(" ").includes(word) || /^-[tvVSMlL]/.test(word));
  return isBrief ? BRIEF : detaches(name, source);
}

function isForeground(argv: readonly string[]): boolean {
  return /(^| )-D ?(FOREGROUND|NO_DETACH)( |$)/.test(argv.join(" "));
}

/** With a master process, SIGTERM reloads uWSGI; `die-on-term` or a hook makes it end. Other stop signals end it. */
function uwsgi({ argv, around }: Call, source: Source): Conduct {
  if (argv.includes("--stop")) return stops("uwsgi", source, { signal: "SIGINT" });
  if (argv.some((word) => /^--(version|help|reload)$/.test(word))) return BRIEF;
  if (argv.some((word) => /^--?(d|daemonize)2?$/.test(word))) return detaches("uwsgi", source);
  const files = argv
    .slice(1)
    .filter(isConfigFile)
    .map((word) => word.replace(/^--\w+=/, ""));
  const texts = files.map(
    (file) => around.readFile(absoluteImagePath(file, around.workdir) ?? file)?.text ?? null,
  );
  const known = texts.filter((text) => text !== null);
  const dies =
    argv.some((word) => word.startsWith("--die-on-term") || /unix_signal:15/.test(word)) ||
    around.env("UWSGI_DIE_ON_TERM") !== null ||
    known.some(
      (text) => /^[ \t]*die-on-term\b(?!\s*[:=]\s*(false|0|no))/m.test(text) || /unix_signal:15/.test(text),
    );
  if (dies || around.signal !== "SIGTERM") return serves(source);
  if (known.length < texts.length) {
    return unknown(
      `${files.join(", ")} decides whether uWSGI ends at SIGTERM, and it is not among the files that siglint knows`,
    );
  }
  const hasMaster =
    argv.some((word) => /^(--master|-M|--emperor|--vassals-dir)(=|$)/.test(word)) ||
    around.env("UWSGI_MASTER") !== null ||
    known.some((text) => /^[ \t]*(master|emperor)\b(?!\s*[:=]\s*(false|0|no))/m.test(text));
  return serves(source, hasMaster ? { kind: "ignores" } : { kind: "ends" });
}

function isConfigFile(word: string): boolean {
  return /\.(ini|ya?ml|xml|json)$/.test(word) && !/^--(?!ini|yaml|yml|xml|json)/.test(word);
}
