import type { Conduct, Source, Surroundings } from "./conduct.ts";
import { baseName, hasOption, optionValue, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  type Call,
  detaches,
  MEASURED,
  type ProgramRow,
  serves,
  unknown,
  varying,
} from "./program-row.ts";

export const phpFpmRow: ProgramRow = varying("php-fpm", MEASURED, phpFpm);

/**
 * The official image's configuration says `daemonize = no`, and so does RHEL's, where the name has no version. Debian and
 * Alpine put one behind the name (`php-fpm8.2`, `php-fpm83`), and daemonise.
 */
function phpFpm({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, {
    valued: "-c -d -g -p -y --php-ini --define --pid --prefix --fpm-config",
  });
  if (found.kind === "unknown") return found;
  const { options } = found;
  if (hasOption(options, "-t --test -v --version -i --info -m --modules -h --help")) return BRIEF;
  if (hasOption(options, "-F --nodaemonize -O")) return serves(source);
  if (hasOption(options, "-D --daemonize")) return detaches("php-fpm", source);
  const own = CONFIGURATIONS.flatMap(([name, folder]) => {
    const version = name.exec(baseName(argv[0]))?.[1];
    return version === undefined ? [] : configurationIn(folder(version), around);
  });
  const given = optionValue(options, "-y --fpm-config");
  const paths = given === null || own.includes(given) ? own : [given];
  const daemonize = paths.flatMap((path) => daemonizeIn(path, around)).at(-1);
  if (daemonize === null && around.isMain)
    return unknown(
      "a RUN step edits its configuration, which decides whether php-fpm stays in the foreground",
    );
  if (daemonize === undefined || daemonize === null)
    return own.length === 0 ? serves(source) : detaches("php-fpm", source);
  return /^(no|off|0|false)$/i.test(daemonize) ? serves(source) : detaches("php-fpm", source);
}

/**
 * What a file sets it to, of several the last one (https://www.php.net/manual/en/install.fpm.configuration.php); of one
 * that a RUN step edits what the edit says, and null where that cannot be told.
 */
function daemonizeIn(path: string, { readFile, edits }: Surroundings): readonly (string | null)[] {
  const text = readFile(path)?.text;
  if (text !== undefined)
    return [...text.matchAll(/^[ \t]*daemonize[ \t]*=[ \t]*(\w+)/gm)].map(([, to = ""]) => to);
  const script = edits(path);
  if (!script.includes("daemonize")) return [];
  return [[...script.matchAll(/daemonize[ \t]*=[ \t]*(\w+)/g)].at(-1)?.[1] ?? null];
}

/** Where Debian and Alpine have the configuration of a version; the official image's says what it needs by itself. */
const CONFIGURATIONS: readonly (readonly [name: RegExp, folder: (version: string) => string])[] = [
  [/^php-fpm(\d+\.\d+)$/, (version) => `/etc/php/${version}/fpm`],
  [/^php-fpm(\d+)$/, (version) => `/etc/php${version}`],
];

/** The main file includes the others at its end. */
function configurationIn(folder: string, { list }: Surroundings): readonly string[] {
  const included = ["pool.d", "php-fpm.d"].flatMap((each) => list(`${folder}/${each}/*.conf`));
  return [`${folder}/php-fpm.conf`, ...included];
}
