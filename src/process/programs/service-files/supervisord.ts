import { type MappedText, spanOf } from "../../../mapped-text.ts";
import { absoluteImagePath } from "../../../script/image-path.ts";
import { TextBuilder } from "../../../script/text-builder.ts";
import { isKnown } from "../../hole.ts";
import { shortSignal } from "../../machine/signal-names.ts";
import type { Conduct, ServiceCommand, Source, StopWay, Surroundings } from "../conduct.ts";
import { baseName, hasOption, optionValue, readArguments } from "../option-grammar.ts";
import { BRIEF, type Call, detaches, SWALLOWS, servicesOf, supervises } from "../program-row.ts";
import { stopsOn } from "../stop-signals.ts";
import { splitCommand } from "./command-words.ts";
import {
  type Group,
  readSupervisordConf,
  type SupervisedProgram,
  type SupervisordConf,
} from "./supervisord-conf.ts";

const CONFIGS = [
  "supervisord.conf",
  "etc/supervisord.conf",
  "/etc/supervisord.conf",
  "/etc/supervisor/supervisord.conf",
];

const VALUED =
  "-c -u -m -d -l -y -z -e -j -i -q -a --configuration --user --umask --directory --logfile --loglevel --pidfile --identifier --childlogdir";

/** Seconds (supervisord.py, runforever). */
const LOOKS_EVERY = 1;

/** Far fewer at once are given up (`wrapping.ts`), and each is compared with all others. */
const MOST_PROGRAMS = 200;

/**
 * supervisord starts its programs without a shell, each as the leader of a group of its own, and stops one group of them
 * after the other. It stays in the foreground with `-n` or `nodaemon=true`.
 */
export function supervisord({ argv, around }: Call, source: Source): Conduct {
  const found = readArguments(argv, { valued: VALUED });
  if (found.kind === "unknown") return found;
  if (hasOption(found.options, "-v --version -h --help")) return BRIEF;
  const named = optionValue(found.options, "-c --configuration");
  const conf = readConf(named === null ? CONFIGS : [named], around);
  const stays = conf === null || conf.staysInForeground || hasOption(found.options, "-n --nodaemon");
  if (!stays) return detaches("supervisord", source);
  const programs = (conf?.programs ?? []).slice(0, MOST_PROGRAMS);
  const commands = programs.map((program) => commandOf(program, programs, around));
  const isKnown = commands.length > 0;
  // https://supervisord.org/running.html#signal-handlers
  const isHeard = stopsOn("supervisord", shortSignal(around.signal));
  return {
    ...supervises(
      isKnown ? commands : [servicesOf("supervisord")],
      isHeard ? { kind: "stops-in-turn", looksEvery: LOOKS_EVERY } : SWALLOWS,
      source,
      "group",
    ),
    staysFor: "stop",
    startsAnew: true,
  };
}

function readConf(names: readonly string[], around: Surroundings): SupervisordConf | null {
  for (const name of names) {
    const path = absoluteImagePath(name, around.workdir);
    const file = path === null ? null : around.readFile(path);
    if (path !== null && file !== null) return readSupervisordConf(file, path, around);
  }
  return null;
}

function commandOf(
  program: SupervisedProgram,
  programs: readonly SupervisedProgram[],
  around: Surroundings,
): ServiceCommand {
  const { command, unknown, directory, user, environment, runsOnce } = program;
  const [missing] = unknown;
  const words = command === null ? null : splitCommand(command);
  const [first] = words ?? [];
  const settings = {
    ...(directory !== null && { directory }),
    ...(user !== null && { user }),
    environment,
    stop: stopWayOf(program, programs),
    ...(runsOnce && { runsOnce }),
  };
  if (missing !== undefined && words !== null && isOpen(words)) {
    const what = missing.startsWith("ENV_") ? missing.slice("ENV_".length) : `%(${missing})s`;
    const reason = `${what} is not known from the files`;
    return { kind: "unseen", name: `program ${program.name}`, reason, ...settings };
  }
  if (command === null || words === null || first === undefined)
    return { kind: "words", argv: ["false"], ...settings };
  return { kind: "line", line: command, words: inForeground(words, command, around), ...settings };
}

function stopWayOf(program: SupervisedProgram, programs: readonly SupervisedProgram[]): StopWay {
  const { stopSignal, stopWait, stopsGroup, killsGroup } = program;
  const seconds = Number(stopWait?.text ?? "10");
  return {
    turn: turnOf(program, programs),
    signal: stopSignal === null ? "SIGTERM" : `SIG${shortSignal(stopSignal)}`,
    to: stopsGroup ? "group" : "child",
    seconds: Number.isFinite(seconds) ? seconds : 10,
    kills: killsGroup ? "group" : "child",
    written: stopWait === null ? null : spanOf(stopWait, 0, stopWait.text.length),
  };
}

/** Which program is meant, or what a shell is to run, is not known. */
function isOpen([program, ...args]: readonly MappedText[]): boolean {
  const isShell = /^(ba|da|a)?sh$/.test(baseName(program?.text));
  return !isKnown(baseName(program?.text)) || (isShell && args.some(({ text }) => !isKnown(text)));
}

/** The place of its group in the order in which supervisord stops them. */
function turnOf({ group }: SupervisedProgram, programs: readonly SupervisedProgram[]): number {
  const isLater = (other: Group): boolean =>
    other.priority > group.priority || (other.priority === group.priority && other.name > group.name);
  return new Set(programs.filter((other) => isLater(other.group)).map((other) => other.group.name)).size;
}

/**
 * A supervised program has to stay in the foreground; where its own configuration decides that and is not known, it is
 * taken to say so.
 */
function inForeground(
  words: readonly MappedText[],
  line: MappedText,
  around: Surroundings,
): readonly MappedText[] {
  const argv = words.map(({ text }) => text);
  const name = baseName(argv[0]);
  const add = (...more: readonly string[]): readonly MappedText[] => [
    ...words,
    ...more.map((word) => {
      const builder = new TextBuilder(line.file);
      builder.appendInstead(word, line, line.text.length, line.text.length);
      return builder.build();
    }),
  ];
  if (/^(nginx|openresty)$/.test(name) && !argv.includes("-g") && !argv.includes("-c"))
    return around.readFile("/etc/nginx/nginx.conf") === null ? add("-g", "daemon off;") : words;
  if (/^php-fpm[\d.]*$/.test(name) && !argv.some((word) => /^(-y|-D|--daemonize|--fpm-config.*)$/.test(word)))
    return add("-F");
  return words;
}
