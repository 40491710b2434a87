import type { MappedText } from "../../../mapped-text.ts";
import { joinImagePath, parentOf } from "../../../script/image-path.ts";
import { TextBuilder } from "../../../script/text-builder.ts";
import { HOLE } from "../../hole.ts";
import type { Surroundings } from "../conduct.ts";
import { type IniSection, readIni } from "./ini-file.ts";

/** What supervisord is told by its configuration and the files that this includes. */
export interface SupervisordConf {
  readonly staysInForeground: boolean;
  /** `[program:x]`, `[fcgi-program:x]` and `[eventlistener:x]` that start with it. */
  readonly programs: readonly SupervisedProgram[];
}

export interface SupervisedProgram {
  readonly name: string;
  /** Null where it is left out, which supervisord refuses. */
  readonly command: MappedText | null;
  /** What it depends on that the files do not tell: `ENV_ROLE`. */
  readonly unknown: readonly string[];
  readonly directory: string | null;
  readonly user: string | null;
  readonly environment: ReadonlyMap<string, string>;
  /** As the file has it; null for the default. */
  readonly stopSignal: string | null;
  readonly stopWait: MappedText | null;
  readonly stopsGroup: boolean;
  readonly killsGroup: boolean;
  /** It is left alone when it has ended: `autorestart=false`. */
  readonly runsOnce: boolean;
  readonly group: Group;
}

/** Groups stop one after the other, the one of the highest priority first, among equals the last by name. */
export interface Group {
  readonly name: string;
  readonly priority: number;
}

/** Reads a configuration of supervisord (http://supervisord.org/configuration.html); `path` is where it stands in the image. */
export function readSupervisordConf(conf: MappedText, path: string, around: Surroundings): SupervisordConf {
  const own = readIni(conf);
  const sections = mergeSections([...own, ...includedFiles(own, path, around).flatMap(readIni)]);
  const groups = groupsOf(sections);
  const here = parentOf(path);
  return {
    staysInForeground: isTrue(sections.get("supervisord")?.get("nodaemon")),
    programs: [...sections].flatMap(([section, options]) => {
      const [kind = "", name = ""] = section.split(/:(.*)/);
      if (!/^(program|fcgi-program|eventlistener)$/.test(kind)) return [];
      if (isFalse(options.get("autostart"))) return [];
      const priority = Number(options.get("priority")?.text ?? (kind === "eventlistener" ? -1 : 999));
      const group = groups.get(name) ?? { name, priority };
      return [programOf(name, options, group, { here, around })];
    }),
  };
}

type Options = IniSection["options"];

/** Of a section that stands there twice, the later keys count. */
function mergeSections(sections: readonly IniSection[]): ReadonlyMap<string, Options> {
  const merged = new Map<string, Options>();
  for (const { name, options } of sections)
    merged.set(name, new Map([...(merged.get(name) ?? []), ...options]));
  return merged;
}

/** `[include] files`: patterns, from the folder of the configuration. A file that several name counts where it comes last. */
function includedFiles(
  sections: readonly IniSection[],
  path: string,
  around: Surroundings,
): readonly MappedText[] {
  const here = parentOf(path);
  const patterns = sections.find(({ name }) => name === "include")?.options.get("files")?.text ?? "";
  const named = patterns
    .replaceAll("%(here)s", here)
    .split(/\s+/)
    .filter((pattern) => pattern !== "");
  return lastOfEach(
    lastOfEach(named).flatMap((pattern) => around.list(joinImagePath(here, pattern))),
  ).flatMap((found) => around.readFile(found) ?? []);
}

function lastOfEach(names: readonly string[]): readonly string[] {
  return [...new Set(names.toReversed())].toReversed();
}

function groupsOf(sections: ReadonlyMap<string, Options>): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const [section, options] of sections) {
    const name = /^group:(.*)$/.exec(section)?.[1];
    if (name === undefined) continue;
    const priority = Number(options.get("priority")?.text ?? 999);
    for (const program of options.get("programs")?.text.split(/[\s,]+/) ?? [])
      groups.set(program, { name, priority });
  }
  return groups;
}

interface Place {
  readonly here: string;
  readonly around: Surroundings;
}

function programOf(name: string, options: Options, group: Group, place: Place): SupervisedProgram {
  const value = (key: string): Expanded | null => {
    const text = options.get(key);
    return text === undefined ? null : expand(text, { name, group: group.name, ...place });
  };
  const command = value("command");
  const directory = value("directory");
  return {
    name,
    command: command?.text ?? null,
    unknown: command?.unknown ?? [],
    directory: directory === null || directory.unknown.length > 0 ? null : directory.text.text,
    user: value("user")?.text.text ?? null,
    environment: variablesOf(value("environment")?.text.text ?? ""),
    stopSignal: value("stopsignal")?.text.text ?? null,
    stopWait: options.get("stopwaitsecs") ?? null,
    stopsGroup: isTrue(options.get("stopasgroup")),
    killsGroup: isTrue(options.get("killasgroup") ?? options.get("stopasgroup")),
    runsOnce: isFalse(options.get("autorestart")),
    group,
  };
}

/** `environment`: `A="x",B=y`. */
function variablesOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/\b([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s,"']*))/g);
  return new Map(
    [...pairs].map(([, name = "", double, single, plain = ""]) => [name, double ?? single ?? plain]),
  );
}

function isTrue(value: MappedText | undefined): boolean {
  return /^(yes|true|on|1)$/i.test(value?.text ?? "");
}

function isFalse(value: MappedText | undefined): boolean {
  return /^(no|false|off|0)$/i.test(value?.text ?? "");
}

interface Expanded {
  readonly text: MappedText;
  /** The names that the files do not tell. */
  readonly unknown: readonly string[];
}

/** Fills in `%(name)s`, as Python does; what the files do not tell is a hole. */
function expand(
  value: MappedText,
  { name, group, here, around }: { readonly name: string; readonly group: string } & Place,
): Expanded {
  const known: Readonly<Record<string, string>> = {
    here,
    program_name: name,
    group_name: group,
    process_num: "0",
    numprocs: "1",
  };
  const unknown: string[] = [];
  const builder = new TextBuilder(value.file);
  let from = 0;
  for (const { 0: all, 1: key = "", index } of value.text.matchAll(/%(?:%|\((\w+)\)\d*[sd])/g)) {
    const set = key.startsWith("ENV_") ? around.env(key.slice("ENV_".length)) : (known[key] ?? null);
    if (all !== "%%" && set === null) unknown.push(key);
    builder.appendSlice(value, from, index);
    builder.appendInstead(all === "%%" ? "%" : (set ?? HOLE), value, index, index + all.length);
    from = index + all.length;
  }
  builder.appendSlice(value, from, value.text.length);
  return { text: builder.build(), unknown };
}
