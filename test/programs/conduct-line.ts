import { matchesGlob } from "node:path";
import { wholeFile } from "../../src/mapped-text.ts";
import { HOLE } from "../../src/process/hole.ts";
import type {
  Conduct,
  NestedCommand,
  ServiceCommand,
  SupervisorOnStop,
} from "../../src/process/programs/conduct.ts";
import { conductOf } from "../../src/process/programs/conduct-of.ts";
import { splitWords } from "../../src/process/programs/split-words.ts";

export interface Setting {
  readonly files?: Readonly<Record<string, string>>;
  /** The scripts by which a step of the build edits a file, by path. */
  readonly edits?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly isPid1?: boolean;
  readonly signal?: string;
  readonly busybox?: boolean;
}

/** What a command line does, in one line. A `?` in it is a part that the files do not tell. */
export function conductLine(line: string, setting: Setting = {}): string {
  const argv = splitWords(line.replaceAll("?", HOLE));
  const conduct = conductOf(argv, {
    workdir: "/app",
    env: (name) => setting.env?.[name] ?? null,
    readFile: (path) => {
      const text = setting.files?.[path];
      return text === undefined ? null : wholeFile(path.slice(1), text);
    },
    edits: (path) => setting.edits?.[path] ?? "",
    list: (pattern) =>
      Object.keys(setting.files ?? {})
        .filter((path) => matchesGlob(path, pattern))
        .sort(),
    isPid1: setting.isPid1 ?? true,
    isMain: setting.isPid1 ?? true,
    leadsGroup: setting.isPid1 ?? true,
    signal: setting.signal ?? "SIGTERM",
    busybox: setting.busybox ?? false,
  });
  return describe(conduct, argv).replaceAll(HOLE, "?");
}

function describe(conduct: Conduct, argv: readonly string[]): string {
  switch (conduct.kind) {
    case "brief":
      return `brief, ${conduct.exit}`;
    case "rests":
      return `rests ${conduct.seconds ?? "for ever"}`;
    case "service":
      return `service, ${conduct.onStop.kind}`;
    case "stranger":
      return "stranger";
    case "detaches":
      return `detaches ${conduct.service}, ${conduct.onStop.kind}`;
    case "stops":
      return `stops ${typeof conduct.services === "string" ? conduct.services : conduct.services.join(" ")} by ${conduct.signal}${conduct.waits ? ", waits" : ""}`;
    case "unknown":
      return `unknown: ${conduct.reason}`;
    case "replaces": {
      const leads = conduct.leads === undefined ? "" : ` leading a ${conduct.leads}`;
      return `becomes ${nested(conduct.command, argv)}${leads}`;
    }
    case "supervises": {
      const leads = conduct.childLeads === "nothing" ? "" : ` leading a ${conduct.childLeads}`;
      return `${stop(conduct.onStop)} > ${conduct.commands.map((each) => nested(each, argv) + folderOf(each) + stopOf(each)).join(" | ")}${leads}`;
    }
  }
}

const TO = { child: "", group: " to the group", "own-group": " to its own group", all: " to all" };

function stop(onStop: SupervisorOnStop): string {
  switch (onStop.kind) {
    case "forwards":
    case "forwards-and-leaves":
      return `${onStop.kind}${TO[onStop.to]}${"as" in onStop ? ` ${onStop.as}` : ""}`;
    case "forwards-then-kills":
      return `forwards${TO[onStop.to ?? "child"]}${onStop.as === undefined ? "" : ` ${onStop.as}`}, kills after ${onStop.seconds}`;
    default:
      return onStop.kind;
  }
}

function folderOf({ directory }: ServiceCommand): string {
  return directory === undefined ? "" : ` in ${directory}`;
}

/** How one of several commands is stopped, where that is not with SIGTERM alone. */
function stopOf({ stop }: ServiceCommand): string {
  if (stop === undefined) return "";
  const signal = stop.signal === "SIGTERM" ? "" : ` by ${stop.signal}`;
  return `${signal}${stop.seconds === null ? "" : `, killed after ${stop.seconds}`}`;
}

function nested(command: NestedCommand, argv: readonly string[]): string {
  switch (command.kind) {
    case "rest":
      return argv.slice(command.from).join(" ");
    case "words":
      return `(${command.argv.join(" ")})`;
    case "string-word":
      return `${command.shell} -c "${argv[command.index]}"`;
    case "string":
      return `${[command.shell, "-c", `{${command.text}}`, ...command.args].join(" ")}`;
    case "line":
      return `[${command.words.map(({ text }) => text).join(" ")}]`;
    case "unseen":
      return `unseen: ${command.reason}`;
  }
}
