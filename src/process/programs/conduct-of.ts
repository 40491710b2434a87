import { isKnown } from "../hole.ts";
import { shortSignal } from "../machine/signal-names.ts";
import { briefCommands } from "./brief-commands.ts";
import { commandRunners } from "./command-runners.ts";
import type { Conduct, NestedCommand, Source, Surroundings } from "./conduct.ts";
import { daemons, initScriptByPath } from "./daemons.ts";
import { frameworks } from "./frameworks.ts";
import { inits } from "./inits.ts";
import { launchers } from "./launchers.ts";
import { multiplexers } from "./multiplexers.ts";
import { nodeTools } from "./node-tools.ts";
import { baseName } from "./option-grammar.ts";
import { packageManagers } from "./package-managers.ts";
import { phpFpmRow } from "./php-fpm.ts";
import { prefixes } from "./prefixes.ts";
import { privilegeDroppers } from "./privilege-droppers.ts";
import { processManagers } from "./process-managers.ts";
import {
  BRIEF,
  becomes,
  type ProgramRow,
  SERVICES_OF,
  STRANGER,
  serves,
  sourceOf,
  unknown,
} from "./program-row.ts";
import { resting } from "./resting.ts";
import { runtimes } from "./runtimes.ts";
import { servers } from "./servers.ts";
import { isSetUp, namesCleanUp, namesMessage, namesSetUp } from "./set-up-words.ts";
import { stayingDaemons } from "./staying-daemons.ts";
import { stopCommands } from "./stop-commands.ts";
import { stopsOn } from "./stop-signals.ts";
import { systemd, systemdByPath } from "./systemd.ts";
import { webServers } from "./web-servers.ts";

/** Every program that siglint knows, each name once. */
const rows: readonly ProgramRow[] = [
  ...inits,
  ...systemd,
  ...privilegeDroppers,
  ...prefixes,
  ...commandRunners,
  ...processManagers,
  ...packageManagers,
  ...nodeTools,
  ...frameworks,
  ...launchers,
  ...webServers,
  phpFpmRow,
  ...daemons,
  ...multiplexers,
  ...stayingDaemons,
  ...servers,
  ...runtimes,
  ...resting,
  ...stopCommands,
  ...briefCommands,
];

const rowsByName = new Map<string, ProgramRow>();
for (const row of rows) for (const name of row.names) rowsByName.set(name, row);

/**
 * What a program does when it is started with these arguments. `argv[0]` may be a path. Words are known texts but for
 * `HOLE`, which stands for a part that the files do not tell. Shells are no business of this table.
 */
export function conductOf(argv: readonly string[], surroundings: Surroundings): Conduct {
  const name = baseName(argv[0]);
  if (name === "") return BRIEF;
  if (!isKnown(name)) return STRANGER;
  const supervisor = name.startsWith(SERVICES_OF)
    ? rowsByName.get(name.slice(SERVICES_OF.length))
    : undefined;
  if (supervisor !== undefined) return serves(supervisor.source);
  if (name === "busybox" || name === "toybox") return appletConduct(argv, surroundings);
  const call = { name, argv, around: surroundings };
  const script = initScriptByPath(call) ?? systemdByPath(call);
  if (script !== null) return script;
  const known = nameInTable(name);
  const conduct = rowsByName.get(known)?.conduct({ ...call, name: known }) ?? STRANGER;
  if (conduct.kind === "service" && asksForHelp(argv)) return BRIEF;
  if (conduct.kind === "detaches" && isOfProject(argv[0] ?? "", surroundings.workdir)) return STRANGER;
  const { isPid1, signal } = surroundings;
  if (
    conduct.kind === "service" &&
    conduct.onStop.kind === "ends" &&
    isPid1 &&
    !stopsOn(known, shortSignal(signal))
  )
    return { ...conduct, onStop: { kind: "ignores" } };
  return conduct.kind === "stranger" && isBriefStranger(argv) ? BRIEF : conduct;
}

/** `./docker/prod/cron`: a file beside the project's own, which only has the name of a daemon. */
function isOfProject(path: string, workdir: string | null): boolean {
  return path.includes("/") && !path.startsWith("/") && !/\/s?bin\//.test(`${workdir ?? ""}/${path}`);
}

/** `traefik "$1" --help`, `mysqld --initialize`: prints or prepares and ends, whatever server it is. */
function asksForHelp(argv: readonly string[]): boolean {
  return argv.some((word) => BRIEF_OPTIONS.has(word.split("=", 1)[0] ?? ""));
}

const BRIEF_OPTIONS: ReadonlySet<string> = new Set(
  `--help --version --initialize --initialize-insecure --bootstrap --single --validate-config --check-config --test-config
  --config-test --configtest --dry-run --describe-config --install --wsrep-recover --wsrep_recover --print-defaults`.split(
    /\s+/,
  ),
);

/** The name by which the table knows a program: `python` for `python3.11`. */
export function nameInTable(name: string): string {
  return rowsByName.has(name) ? name : withoutVersion(name);
}

/** `python3.11`, `php8.2`, `php-fpm83`, `pip3`. */
function withoutVersion(name: string): string {
  return name.replace(/^(python|pypy|php-fpm|php|ruby|perl|lua|pip|java|postgres|nodejs)[-\d.]*\d$/, "$1");
}

function isBriefStranger(argv: readonly string[]): boolean {
  const [, first] = argv;
  if (argv.length === 2 && (first === "--version" || first === "--help")) return true;
  const script = scriptOf(argv);
  return isSetUp(argv.slice(1)) || namesSetUp(script) || namesCleanUp(script) || namesMessage(argv[0] ?? "");
}

/** The file that says what is done: the first operand of an interpreter, else the program. */
export function scriptOf(argv: readonly string[]): string {
  const isInterpreter = INTERPRETERS.has(withoutVersion(baseName(argv[0])));
  return baseName(isInterpreter ? argv.slice(1).find((word) => !word.startsWith("-")) : argv[0]);
}

const INTERPRETERS: ReadonlySet<string> = new Set(
  "python pypy php node nodejs ruby perl lua bun tsx ts-node".split(" "),
);

/** `busybox APPLET …`, with the indexes counted in the whole of argv. */
function appletConduct(argv: readonly string[], surroundings: Surroundings): Conduct {
  const [, applet] = argv;
  if (applet === undefined || applet.startsWith("--")) return BRIEF;
  if (!isKnown(applet)) return unknown("which applet of busybox is meant is not known from the files");
  if (/^(sh|ash|hush)$/.test(applet))
    return becomes({ kind: "rest", from: 1 }, sourceOf("measured", "busybox"));
  const conduct = conductOf(argv.slice(1), { ...surroundings, busybox: true });
  switch (conduct.kind) {
    case "replaces":
      return { ...conduct, command: shifted(conduct.command) };
    case "supervises":
      return { ...conduct, commands: conduct.commands.map(shifted) };
    default:
      return conduct;
  }
}

function shifted(command: NestedCommand): NestedCommand {
  switch (command.kind) {
    case "rest":
      return { ...command, from: command.from + 1 };
    case "string-word":
      return { ...command, index: command.index + 1 };
    case "string":
    case "words":
    case "line":
    case "unseen":
      return command;
  }
}

/** The table as it stands, for the documentation: one entry a name, in the order of the rows. */
export function describePrograms(): readonly { name: string; kind: ProgramRow["kind"]; source: Source }[] {
  return rows.flatMap(({ names, kind, source }) => names.map((name) => ({ name, kind, source })));
}
