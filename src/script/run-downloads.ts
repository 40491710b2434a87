import type { Effect } from "./effect.ts";
import { absoluteImagePath, joinImagePath, nameOf } from "./image-path.ts";
import { fill, write } from "./path-effects.ts";
import { paths, type RunCommand, readOptions } from "./run-options.ts";

/* Commands that bring what only the build sees. */

const DOWNLOADED = "a RUN step downloads it";

export function readCurl(command: RunCommand): readonly Effect[] {
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

export function readWget(command: RunCommand): readonly Effect[] {
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
    const name = url === null ? "" : nameOf(url.replace(/[?#][\s\S]*$/, ""));
    return name === "" ? [] : [write(command.span, joinImagePath(folder, `./${name}`), null, DOWNLOADED)];
  });
}

export function readGit(command: RunCommand): readonly Effect[] {
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

export function readTar(command: RunCommand): readonly Effect[] {
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

export function readUnzip(command: RunCommand): readonly Effect[] {
  const at = command.args.indexOf("-d");
  const folder = at === -1 ? "." : (command.args[at + 1] ?? null);
  return paths(command, [folder]).map((path) =>
    fill(command.span, path, `a RUN step unpacks an archive into ${path}`),
  );
}
