import type { MappedText } from "../../../mapped-text.ts";
import { absoluteImagePath, parentOf } from "../../../script/image-path.ts";
import { TextBuilder } from "../../../script/text-builder.ts";
import type { Conduct, ServiceCommand, Source, SupervisorOnStop } from "../conduct.ts";
import { type Options, optionValue, readArguments } from "../option-grammar.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  DEFAULT,
  LEAVES,
  MEASURED,
  type ProgramRow,
  servicesOf,
  supervises,
  unknown,
  varying,
} from "../program-row.ts";
import { quoteWords } from "../split-words.ts";
import { splitCommand } from "./command-words.ts";
import { chosenEntries, type ProcfileEntry, readProcfile } from "./procfile.ts";

const HONCHO = "https://github.com/nickstenning/honcho/blob/main/honcho/manager.py";
const GOREMAN = "https://github.com/mattn/goreman/blob/master/proc.go";
const FOREGO = "https://github.com/ddollar/forego/blob/master/start.go";

/** Programs that start what a Procfile says. */
export const procfileRunners: readonly ProgramRow[] = [
  varying("foreman", MEASURED, foreman),
  varying("honcho", HONCHO, honcho),
  varying("goreman", GOREMAN, goreman),
  varying("forego", FOREGO, forego),
];

/** What is asked of a runner: `start web`. */
interface Request {
  readonly verb: string;
  readonly options: Options;
  /** Index of the first word behind the verb that is no option; null where there is none. */
  readonly from: number | null;
  readonly entries: readonly ProcfileEntry[];
  /** Where the commands are started; null for where the runner is. */
  readonly directory: string | null;
}

interface Grammar {
  readonly valued: string;
  readonly style?: "go";
  /** The option that names another folder than that of the Procfile. */
  readonly root: string | null;
}

function readRequest({ argv, around }: Call, { root, ...grammar }: Grammar): Request | Conduct {
  const before = readArguments(argv, grammar);
  if (before.kind === "unknown") return before;
  if (before.from === null) return BRIEF;
  const after = readArguments(argv, grammar, before.from + 1);
  if (after.kind === "unknown") return after;
  const options = new Map([...before.options, ...after.options]);
  const folder = root === null ? null : optionValue(options, root);
  const named = optionValue(options, "-f --procfile");
  const path = absoluteImagePath(named ?? "Procfile", around.workdir);
  const isThere = path !== null && around.list(path).length > 0;
  const procfile = isThere ? around.readFile(path) : null;
  const home = folder === null ? path && parentOf(path) : absoluteImagePath(folder, around.workdir);
  return {
    verb: argv[before.from] ?? "",
    options,
    from: after.from,
    entries: procfile === null ? [] : readProcfile(procfile),
    directory: home === around.workdir ? null : home,
  };
}

/** The commands that are started, as `toCommand` makes them; where there is no Procfile to read, some that nobody knows. */
function commandsOf(
  { argv }: Call,
  { entries, from, directory }: Request,
  formation: string | null,
  toCommand: (line: MappedText) => ServiceCommand,
): readonly ServiceCommand[] {
  const chosen = chosenEntries(entries, from === null ? [] : argv.slice(from), formation);
  if (chosen.length === 0) return [servicesOf(argv[0] ?? "")];
  return chosen.map(({ command }) => ({
    ...toCommand(command),
    ...(directory !== null && { directory }),
  }));
}

const FOREMAN = {
  valued: "-f -m -e -p -t -d --procfile --formation --env --port --timeout --root",
  root: "-d --root",
} as const;

/** Whatever it was sent, its children get SIGTERM, and SIGKILL after the timeout; `run` starts one command. */
function foreman(call: Call, source: Source): Conduct {
  const request = readRequest(call, FOREMAN);
  if ("kind" in request) return request;
  const { verb, from, options, entries } = request;
  if (verb === "run") {
    const [word, ...others] = from === null ? [] : call.argv.slice(from);
    if (from === null) return BRIEF;
    const entry = others.length > 0 ? undefined : entries.find(({ name }) => name === word);
    return supervises(
      [entry === undefined ? { kind: "rest", from } : spawned(entry.command)],
      LEAVES,
      source,
    );
  }
  if (verb !== "start" && verb !== "s") return BRIEF;
  const timeout = Number(optionValue(options, "-t --timeout") ?? "5");
  const stop = {
    turn: 0,
    signal: isStop(call) ? "SIGTERM" : call.around.signal,
    to: "child",
    seconds: Number.isFinite(timeout) ? timeout : 5,
    kills: "child",
    written: null,
  } as const;
  const commands = commandsOf(call, request, optionValue(options, "-m --formation"), spawned);
  return supervises(
    commands.map((command) => ({ ...command, stop })),
    { kind: "stops-in-turn", looksEvery: null },
    source,
  );
}

function isStop({ around }: Call): boolean {
  return ["SIGTERM", "SIGINT", "SIGHUP"].includes(around.signal);
}

/**
 * foreman leaves a command to Ruby's `spawn`, which takes a shell only where there is something for it to do
 * (https://docs.ruby-lang.org/en/master/Process.html#module-Process-label-Execution+Shell); `$PORT` it fills in itself.
 */
function spawned(line: MappedText): ServiceCommand {
  const filled = line.text.replace(/\$(PORT|PS)\b/g, "5000");
  const takesShell = /[*?{}[\]<>()~&|\\$;'`"#=%\n]|^(exec|eval|command|cd|set|trap|\.|:)\s/.test(filled);
  const words = takesShell ? null : splitCommand(line);
  return words === null ? throughShell(line) : { kind: "line", line, words };
}

function throughShell(line: MappedText): ServiceCommand {
  return { kind: "string", text: line.text, shell: "/bin/sh", args: [], mapped: line };
}

const HONCHO_GRAMMAR = {
  valued: "-e -d -f -p -c -q --env --app-root --procfile --port --concurrency --quiet",
  root: "-d --app-root",
} as const;

/** Its commands are sessions of their own, and SIGTERM goes to all of a session; it stays until their output is closed. */
function honcho(call: Call, source: Source): Conduct {
  const request = readRequest(call, HONCHO_GRAMMAR);
  if ("kind" in request) return request;
  const { verb, from, options } = request;
  if (verb === "run")
    return from === null
      ? BRIEF
      : supervises([commandLine(quoteWords(call.argv.slice(from)))], DEFAULT, source);
  if (verb !== "start") return BRIEF;
  const commands = commandsOf(call, request, concurrencyOf(options), throughShell);
  const onStop: SupervisorOnStop =
    call.around.signal === "SIGTERM" || call.around.signal === "SIGINT"
      ? { kind: "forwards", to: "group", as: "SIGTERM" }
      : DEFAULT;
  return { ...supervises(commands, onStop, source, "session"), staysFor: "output" };
}

/** What it does not name runs once. */
function concurrencyOf(options: Options): string | null {
  const given = optionValue(options, "-c --concurrency");
  return given === null ? null : `all=1,${given}`;
}

const GOREMAN_GRAMMAR = {
  valued: "-f -p -basedir -b -env --f --p --basedir --b --env",
  style: "go",
  root: "-basedir --basedir",
} as const;

function goreman(call: Call, source: Source): Conduct {
  const request = readRequest(call, GOREMAN_GRAMMAR);
  if ("kind" in request) return request;
  if (request.verb !== "start") return BRIEF;
  const onStop: SupervisorOnStop = isStop(call) ? { kind: "forwards", to: "group" } : LEAVES;
  const commands = commandsOf(call, { ...request, directory: null }, null, throughShell);
  return { ...supervises(commands, onStop, source, "group"), staysFor: "output" };
}

const FOREGO_GRAMMAR = { valued: "-f -e -c -p -t", style: "go", root: null } as const;

/**
 * forego puts `exec` in front of each command. On SIGINT it sends them SIGTERM; on SIGTERM only that of nginx-proxy does
 * (https://github.com/nginx-proxy/forego/blob/main/start.go).
 */
function forego(call: Call, source: Source): Conduct {
  const request = readRequest(call, FOREGO_GRAMMAR);
  if ("kind" in request) return request;
  const { verb, from, options } = request;
  if (verb === "run") return from === null ? BRIEF : supervises([{ kind: "rest", from }], LEAVES, source);
  if (verb !== "start") return BRIEF;
  const commands = commandsOf(call, request, concurrencyOf(options), withExec);
  if (call.around.signal === "SIGTERM")
    return unknown("nginx-proxy's forego passes SIGTERM on, the one of its author ends at once");
  const onStop: SupervisorOnStop =
    call.around.signal === "SIGINT" ? { kind: "forwards-then-kills", seconds: 3, as: "SIGTERM" } : LEAVES;
  return supervises(commands, onStop, source, "group");
}

function withExec(line: MappedText): ServiceCommand {
  const builder = new TextBuilder(line.file);
  builder.appendInstead("exec ", line, 0, 0);
  builder.append(line);
  return throughShell(builder.build());
}
