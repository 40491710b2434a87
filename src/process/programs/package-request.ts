import { joinImagePath } from "../../script/image-path.ts";
import { isKnown } from "../hole.ts";
import type { Conduct } from "./conduct.ts";
import { hasOption, type Options, optionValue, readArguments } from "./option-grammar.ts";
import { type Call, unknown } from "./program-row.ts";
import {
  inPackageJson,
  inPnpmWorkspace,
  packagesFiltered,
  packagesNamed,
  readWorkspace,
  type WorkspacePackage,
} from "./workspaces.ts";

const VALUED =
  "-C -w --prefix --workspace --loglevel --registry --cache --userconfig --script-shell --filter -F --dir --cwd --node-options --omit --include";
/** pnpm has `-w` for the root of the workspace, without a value. */
const VALUED_BY_PNPM = VALUED.replace(" -w ", " ");

/** The verb, and the index of the word behind it. */
export interface Request {
  readonly verb: string;
  readonly options: Options;
  /** Index of the first word after the verb that is no option; null where there is none. */
  readonly next: number | null;
}

/** For those that leave all words behind the name of a script to it: pnpm, Yarn, bun. */
export function readRequest({ argv, name }: Call): Request | Conduct {
  const valued = /^pn/.test(name) ? VALUED_BY_PNPM : VALUED;
  const before = readArguments(argv, { valued });
  if (before.kind === "unknown") return before;
  if (before.from === null) return { verb: "", options: before.options, next: null };
  const after = readArguments(argv, { valued }, before.from + 1);
  if (after.kind === "unknown") return after;
  return {
    verb: argv[before.from] ?? "",
    options: new Map([...before.options, ...after.options]),
    next: after.from,
  };
}

export interface NpmRequest {
  readonly verb: string;
  readonly options: Options;
  /** The words behind the verb that are no options of npm. */
  readonly args: readonly string[];
}

/** npm takes its options from anywhere in front of `--`. */
export function readNpmRequest({ argv }: Call): NpmRequest | Conduct {
  const dashes = argv.indexOf("--");
  const own = argv.slice(0, dashes === -1 ? undefined : dashes);
  const read = readArguments(own, { valued: VALUED, skip: own.length });
  if (read.kind === "unknown") return read;
  const [verb = "", ...args] = read.operands;
  if (!isKnown(verb)) return unknown("the words after npm are not known from the files");
  return { verb, options: read.options, args: [...args, ...(dashes === -1 ? [] : argv.slice(dashes + 1))] };
}

/** The folder of the image in which a package manager looks for its package.json; null where that is not known. */
export function packageFolder({ around }: Call, options: Options): string | null {
  const asked = optionValue(options, "--prefix -C --dir --cwd");
  if (asked?.startsWith("/")) return joinImagePath("/", asked);
  return around.workdir === null ? null : joinImagePath(around.workdir, asked ?? "");
}

/** The packages of a workspace that somebody asks for; null where nobody does, and the one in the folder is meant. */
export type Asked = { readonly kind: "packages"; readonly packages: readonly WorkspacePackage[] } | null;

export const NOT_FOUND: Conduct = unknown(
  "which package of the workspace is meant cannot be told from the files",
);

/** npm's `--workspace`, given once. */
export function askedOfNpm(call: Call, options: Options): Asked | Conduct {
  if (hasOption(options, "--workspaces --ws") || call.argv.includes("-ws")) return NOT_FOUND;
  const name = optionValue(options, "-w --workspace");
  if (name === null) return null;
  if (call.argv.filter((word) => /^(-w|--workspace(=.*)?)$/.test(word)).length > 1) return NOT_FOUND;
  const root = packageFolder(call, options);
  if (root === null) return NOT_FOUND;
  return oneOf(packagesNamed(readWorkspace(root, call.around, inPackageJson), name, root));
}

/** `yarn workspace NAME`: the name and no other. */
export function askedOfYarn(call: Call, options: Options, name: string): Asked | Conduct {
  const root = packageFolder(call, options);
  if (root === null) return NOT_FOUND;
  return oneOf(readWorkspace(root, call.around, inPackageJson).filter((each) => each.name === name));
}

function oneOf(packages: readonly WorkspacePackage[]): Asked | Conduct {
  return packages.length === 1 ? { kind: "packages", packages } : NOT_FOUND;
}

/**
 * pnpm's and bun's `--filter`, any number of times, and pnpm's `--recursive`: each package once. pnpm begins with those
 * that others depend on, and waits until they have ended.
 */
export function askedByFilter(call: Call, options: Options): Asked | Conduct {
  if (hasOption(options, "-w --workspace-root --filter-prod --changed-files-ignore-pattern"))
    return NOT_FOUND;
  const filters = filtersIn(call.argv);
  const isRecursive = hasOption(options, "-r --recursive --parallel");
  if (filters.length === 0 && !isRecursive) return null;
  const root = packageFolder(call, options);
  if (root === null) return NOT_FOUND;
  const all = readWorkspace(root, call.around, call.name === "bun" ? inPackageJson : inPnpmWorkspace);
  const found = filters.length === 0 ? [all] : filters.map((filter) => packagesFiltered(all, filter, root));
  const packages = new Set(found.flatMap((each) => each ?? []));
  const names = new Set([...packages].map(({ name }) => name));
  const waits =
    !hasOption(options, "--parallel") &&
    [...packages].some(({ needs }) => needs.some((each) => names.has(each)));
  if (found.includes(null) || packages.size === 0 || waits) return NOT_FOUND;
  return { kind: "packages", packages: [...packages] };
}

function filtersIn(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word, index) => {
    if (/^(-F|--filter)$/.test(word)) return argv[index + 1] ?? [];
    return /^--filter=/.test(word) ? word.slice("--filter=".length) : [];
  });
}
