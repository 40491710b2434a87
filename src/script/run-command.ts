import type { Effect } from "./effect.ts";
import { type ModeEffect, readMode } from "./file-mode.ts";
import { absoluteImagePath, nameOf } from "./image-path.ts";
import {
  changeMode,
  dropReturns,
  edit,
  link,
  makeFolder,
  remove,
  type Transfer,
  transfer,
} from "./path-effects.ts";
import { readCurl, readGit, readTar, readUnzip, readWget } from "./run-downloads.ts";
import { type Options, operands, paths, type RunCommand, readOptions } from "./run-options.ts";

/**
 * What a command does to the files of the image, as its manual page says. Commands that are not known here do nothing
 * that siglint could tell: a path that only they bring stays unknown.
 */
export function commandEffects(command: RunCommand): readonly Effect[] {
  return COMMANDS.get(nameOf(command.name))?.(command) ?? [];
}

const COMMANDS: ReadonlyMap<string, (command: RunCommand) => readonly Effect[]> = new Map(
  Object.entries({
    chmod: readChmod,
    cp: (command) => readTransfer(command, false),
    mv: (command) => readTransfer(command, true),
    install: readInstall,
    ln: readLink,
    rm: (command) => paths(command, operands(command, "")).map((path) => remove(command.span, path)),
    mkdir: (command) => paths(command, operands(command, "m")).map((path) => makeFolder(command.span, path)),
    dos2unix: readDos2unix,
    fromdos: readDos2unix,
    sed: readSed,
    perl: readPerl,
    curl: readCurl,
    wget: readWget,
    git: readGit,
    tar: readTar,
    unzip: readUnzip,
    find: readFind,
  }),
);

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
  if (script !== null && endsLinesOnly(script))
    return paths(command, files).map((path) => dropReturns(command.span, path, false));
  const reason = `a RUN step edits it in place with \`${tool}\`, which siglint does not play`;
  const text = command.args.filter((word) => word !== null).join("\n");
  return paths(command, files).map((path) => edit(command.span, path, text, reason));
}

function readDos2unix(command: RunCommand): readonly Effect[] {
  const { flags, rest } = readOptions(command, "ci", ["convmode", "info"]);
  if (flags.has("n") || flags.has("newfile")) return [];
  return paths(command, rest).map((path) => dropReturns(command.span, path, false));
}

/** Takes carriage returns away, and does nothing else: `s/\r$//`, `s/^M//g`. */
function endsLinesOnly(script: string): boolean {
  return /^s(.)(\\r|\r|\^M|\\x0[dD]|\\015)[+*]?\$?\1\1g?;?$/.test(script);
}

/** `find DIR -name '*.sh' -exec chmod +x {} +`, and the same with `dos2unix` and `sed`. */
function readFind(command: RunCommand): readonly Effect[] {
  const at = command.args.indexOf("-exec");
  const tests = command.args.slice(0, at);
  const type = tests.indexOf("-type");
  if (at === -1 || (type !== -1 && tests[type + 1] === "d")) return [];
  const named = tests.indexOf("-name");
  const only = named === -1 ? null : (tests[named + 1] ?? null);
  const first = tests.findIndex((word) => word?.startsWith("-") ?? false);
  const folders = paths(command, first === -1 ? tests : tests.slice(0, first));
  const [name, ...args] = command.args.slice(at + 1);
  if (name === "chmod") {
    const mode = args.find((word) => word !== null && !/^-[cfvR]+$/.test(word));
    return mode === undefined || mode === null
      ? []
      : folders.map((path) => changeMode(command.span, path, readMode(mode), true, only));
  }
  const drops =
    name === "dos2unix" ||
    name === "fromdos" ||
    (name === "sed" && args.some((word) => word !== null && endsLinesOnly(word)));
  return drops ? folders.map((path) => dropReturns(command.span, path, true, only)) : [];
}
