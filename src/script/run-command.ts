import type { Span } from "../span.ts";
import type { Effect, Node } from "./effect.ts";
import { type ModeEffect, readMode } from "./file-mode.ts";
import { absoluteImagePath, joinImagePath, nameOf } from "./image-path.ts";
import {
  changeMode,
  edit,
  fill,
  link,
  makeFolder,
  remove,
  type Transfer,
  transfer,
  write,
} from "./path-effects.ts";

/** A simple command of a RUN step: its words, null where only the build knows them. */
export interface RunCommand {
  readonly name: string;
  readonly args: readonly (string | null)[];
  readonly cwd: string | null;
  readonly span: Span;
}

/**
 * What a command does to the files of the image, as its manual page says. Commands that are not known here do nothing
 * that siglint could tell: a path that only they bring stays unknown.
 */
export function commandEffects(command: RunCommand): readonly Effect[] {
  const read = COMMANDS[nameOf(command.name)];
  return read === undefined ? [] : read(command);
}

const COMMANDS: Readonly<Record<string, (command: RunCommand) => readonly Effect[]>> = {
  chmod: readChmod,
  cp: (command) => readTransfer(command, false),
  mv: (command) => readTransfer(command, true),
  install: readInstall,
  ln: readLink,
  rm: (command) => paths(command, operands(command, "")).map((path) => remove(command.span, path)),
  mkdir: (command) => paths(command, operands(command, "m")).map((path) => makeFolder(command.span, path)),
  sed: readSed,
  perl: readPerl,
  curl: readCurl,
  wget: readWget,
  git: readGit,
  tar: readTar,
  unzip: readUnzip,
  find: readFind,
};

/** Words that are no options; `valued` are the letters of options that take the next word. */
function operands(command: RunCommand, valued: string): readonly (string | null)[] {
  return readOptions(command, valued).rest;
}

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string | null>;
  readonly rest: readonly (string | null)[];
}

/** Splits words as getopt does: `-rf`, `-t dir`, `-tdir`, `--long=value`; `--` ends the options. */
function readOptions(command: RunCommand, valued: string, longValued: readonly string[] = []): Options {
  const flags = new Set<string>();
  const values = new Map<string, string | null>();
  const rest: (string | null)[] = [];
  const words = [...command.args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === null || word === "-" || !word.startsWith("-")) rest.push(word);
    else if (word === "--") rest.push(...words.splice(0));
    else if (word.startsWith("--")) {
      const [name = "", ...value] = word.slice(2).split("=");
      if (value.length > 0) values.set(name, value.join("="));
      else if (longValued.includes(name)) values.set(name, words.shift() ?? null);
      else flags.add(name);
    } else {
      const at = [...word.slice(1)].findIndex((letter) => valued.includes(letter));
      const letters = at === -1 ? word.slice(1) : word.slice(1, at + 1);
      for (const letter of letters) flags.add(letter);
      const option = at === -1 ? null : (word[at + 1] ?? null);
      if (option !== null)
        values.set(option, word.length > at + 2 ? word.slice(at + 2) : (words.shift() ?? null));
    }
  }
  return { flags, values, rest };
}

/** The operands as absolute paths; those that only the build knows are left out. */
function paths(command: RunCommand, words: readonly (string | null)[]): readonly string[] {
  return words
    .map((word) => (word === null ? null : absoluteImagePath(word, command.cwd)))
    .filter((path) => path !== null);
}

function readChmod(command: RunCommand): readonly Effect[] {
  // A mode such as `-x` looks like an option.
  const args = command.args.filter((word) => word === null || !/^-[cfvR]+$|^--/.test(word));
  const recursive = command.args.some((word) => word !== null && /^(-[cfv]*R[cfv]*|--recursive)$/.test(word));
  const [mode, ...files] = args;
  if (mode === undefined) return [];
  const effect: ModeEffect = mode === null ? "unknown" : readMode(mode);
  return paths(command, files).map((path) => changeMode(command.span, path, effect, recursive));
}

function readTransfer(command: RunCommand, moves: boolean): readonly Effect[] {
  const options = readOptions(command, "tS", ["target-directory", "suffix"]);
  return transfers(command, options, moves, "unchanged");
}

function transfers(
  command: RunCommand,
  options: Options,
  moves: boolean,
  mode: ModeEffect,
): readonly Effect[] {
  const into = options.values.get("t") ?? options.values.get("target-directory") ?? null;
  const sources = into === null ? options.rest.slice(0, -1) : options.rest;
  const destination = into ?? options.rest.at(-1) ?? null;
  if (destination === null) return [];
  const [to] = paths(command, [destination]);
  if (to === undefined) return [];
  const single = options.flags.has("T") || options.flags.has("no-target-directory");
  const intoFolder = !single && (into !== null || sources.length > 1 || /(^|\/)\.{0,2}$/.test(destination));
  return sources.flatMap((source) => {
    const [from] = paths(command, [source]);
    if (from === undefined || source === null) return [];
    const contents = /(^|\/)\.$/.test(source) && !moves ? "/." : "";
    const given: Transfer = { span: command.span, from: from + contents, to, intoFolder, moves, mode };
    return [transfer(given)];
  });
}

function readInstall(command: RunCommand): readonly Effect[] {
  const options = readOptions(command, "mogt", ["mode", "owner", "group", "target-directory"]);
  if (options.flags.has("d") || options.flags.has("directory")) {
    return paths(command, options.rest).map((path) => makeFolder(command.span, path));
  }
  const mode = options.values.get("m") ?? options.values.get("mode");
  return transfers(
    command,
    options,
    false,
    mode === undefined ? "yes" : mode === null ? "unknown" : readMode(mode),
  );
}

function readLink(command: RunCommand): readonly Effect[] {
  const options = readOptions(command, "tS", ["target-directory", "suffix"]);
  const symbolic = options.flags.has("s") || options.flags.has("symbolic");
  if (!symbolic) return transfers(command, options, false, "unchanged");
  const into = options.values.get("t") ?? options.values.get("target-directory") ?? null;
  const alone = into === null && options.rest.length === 1;
  const targets = into === null && !alone ? options.rest.slice(0, -1) : options.rest;
  const destination = into ?? (alone ? "." : (options.rest.at(-1) ?? null));
  const [path] = paths(command, [destination]);
  if (path === undefined || destination === null) return [];
  const single = options.flags.has("T") || options.flags.has("n") || options.flags.has("no-dereference");
  const intoFolder = into !== null || alone || targets.length > 1 || (!single && destination.endsWith("/"));
  const relative = options.flags.has("r") || options.flags.has("relative");
  return targets.flatMap((target) => {
    const seen = relative && target !== null ? absoluteImagePath(target, command.cwd) : target;
    return seen === null ? [] : [link(command.span, seen, path, intoFolder)];
  });
}

function readSed(command: RunCommand): readonly Effect[] {
  const inPlace = command.args.some((word) => word !== null && /^(-[nErsuz]*i|--in-place)/.test(word));
  if (!inPlace) return [];
  const args = command.args.filter((word) => word === null || !/^(-[nErsuz]*i|--in-place)/.test(word));
  const options = readOptions({ ...command, args }, "ef", ["expression", "file"]);
  const given = options.values.get("e") ?? options.values.get("expression");
  const [script, files] =
    given === undefined ? [options.rest[0] ?? null, options.rest.slice(1)] : [given, options.rest];
  return editEffects(command, files, script, "sed -i");
}

function readPerl(command: RunCommand): readonly Effect[] {
  const options = readOptions(command, "e");
  if (!options.flags.has("i")) return [];
  return editEffects(command, options.rest, options.values.get("e") ?? null, "perl -i");
}

function editEffects(
  command: RunCommand,
  files: readonly (string | null)[],
  script: string | null,
  tool: string,
): readonly Effect[] {
  if (script !== null && endsLinesOnly(script)) return [];
  const reason = `a RUN step edits it in place with \`${tool}\`, which siglint does not play`;
  const searched = script === null ? null : literalOf(script);
  const keeps = (node: Node): boolean =>
    node.kind === "file" &&
    node.content.kind === "written" &&
    searched !== null &&
    !node.content.text.text.includes(searched);
  return paths(command, files).map((path) => edit(command.span, path, reason, keeps));
}

/** Takes carriage returns away, and does nothing else: `s/\r$//`, `s/^M//g`. */
function endsLinesOnly(script: string): boolean {
  return /^s(.)(\\r|\r|\^M|\\x0[dD]|\\015)[+*]?\$?\1\1g?;?$/.test(script);
}

/** What `s/text/…/` looks for, where it is no pattern. */
function literalOf(script: string): string | null {
  return /^s([/|#,@:])([^\\^$.*[\]]+?)\1/.exec(script)?.[2] ?? null;
}

const DOWNLOADED = "a RUN step downloads it";

function readCurl(command: RunCommand): readonly Effect[] {
  const options = readOptions(command, "oHdAeuXmwT", [
    "output",
    "header",
    "retry",
    "output-dir",
    "url",
    "connect-timeout",
  ]);
  const named = options.values.get("o") ?? options.values.get("output");
  if (named !== undefined)
    return paths(command, [named]).map((path) => write(command.span, path, null, DOWNLOADED));
  if (!options.flags.has("O") && !options.flags.has("remote-name")) return [];
  return downloads(command, options.rest, command.cwd);
}

function readWget(command: RunCommand): readonly Effect[] {
  const options = readOptions(command, "OPTtUoawQ", [
    "output-document",
    "directory-prefix",
    "header",
    "tries",
  ]);
  const named = options.values.get("O") ?? options.values.get("output-document");
  if (named === "-") return [];
  if (named !== undefined)
    return paths(command, [named]).map((path) => write(command.span, path, null, DOWNLOADED));
  const folder = options.values.get("P") ?? options.values.get("directory-prefix") ?? ".";
  return downloads(command, options.rest, folder === null ? null : absoluteImagePath(folder, command.cwd));
}

function downloads(
  command: RunCommand,
  urls: readonly (string | null)[],
  folder: string | null,
): readonly Effect[] {
  if (folder === null) return [];
  return urls.flatMap((url) => {
    const name = url === null ? "" : nameOf(url.replace(/[?#].*$/, ""));
    return name === "" ? [] : [write(command.span, joinImagePath(folder, `./${name}`), null, DOWNLOADED)];
  });
}

function readGit(command: RunCommand): readonly Effect[] {
  const at = command.args.indexOf("clone");
  if (at === -1) return [];
  const args = command.args.slice(at + 1);
  const { rest } = readOptions({ ...command, args }, "bocj", [
    "branch",
    "depth",
    "origin",
    "config",
    "jobs",
    "filter",
  ]);
  const [url, folder] = rest;
  if (url === undefined) return [];
  const name = folder ?? (url === null ? null : nameOf(url).replace(/\.git$/, ""));
  const [path] = paths(command, [name]);
  return path === undefined
    ? []
    : [fill(command.span, path, `a RUN step clones ${url ?? "a repository"} into ${path}`)];
}

function readTar(command: RunCommand): readonly Effect[] {
  const bundled = command.args[0] ?? "";
  const args = /^[a-zA-Z]+$/.test(bundled) ? [`-${bundled}`, ...command.args.slice(1)] : command.args;
  const options = readOptions({ ...command, args }, "fC", [
    "file",
    "directory",
    "strip-components",
    "exclude",
  ]);
  if (!options.flags.has("x") && !options.flags.has("extract")) return [];
  const folder = options.values.get("C") ?? options.values.get("directory") ?? ".";
  return paths(command, [folder]).map((path) =>
    fill(command.span, path, `a RUN step unpacks an archive into ${path}`),
  );
}

function readUnzip(command: RunCommand): readonly Effect[] {
  const at = command.args.indexOf("-d");
  const folder = at === -1 ? "." : (command.args[at + 1] ?? null);
  return paths(command, [folder]).map((path) =>
    fill(command.span, path, `a RUN step unpacks an archive into ${path}`),
  );
}

/** `find DIR -name '*.sh' -exec chmod +x {} +`. */
function readFind(command: RunCommand): readonly Effect[] {
  const at = command.args.indexOf("-exec");
  if (at === -1 || command.args[at + 1] !== "chmod") return [];
  const tests = command.args.slice(0, at);
  const mode = command.args.slice(at + 2).find((word) => word !== null && !/^-[cfvR]+$/.test(word));
  const type = tests.indexOf("-type");
  if (mode === undefined || mode === null || (type !== -1 && tests[type + 1] === "d")) return [];
  const named = tests.indexOf("-name");
  const only = named === -1 ? null : (tests[named + 1] ?? null);
  const first = tests.findIndex((word) => word?.startsWith("-") ?? false);
  const folders = first === -1 ? tests : tests.slice(0, first);
  return paths(command, folders).map((path) => changeMode(command.span, path, readMode(mode), true, only));
}
