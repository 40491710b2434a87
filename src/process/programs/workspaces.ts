import { joinImagePath, parentOf } from "../../script/image-path.ts";
import { matchesShellName } from "../../script/name-pattern.ts";
import type { Surroundings } from "./conduct.ts";

/** A package of a workspace, as its package.json in the image has it. */
export interface WorkspacePackage {
  readonly name: string;
  /** Absolute in the image. */
  readonly folder: string;
  /** The names of what it depends on. */
  readonly needs: readonly string[];
}

/** How a workspace says which folders are its packages. */
type Listing = (root: string, around: Surroundings) => readonly string[];

/** `workspaces` in package.json: https://docs.npmjs.com/cli/using-npm/workspaces. */
export const inPackageJson: Listing = (root, around) => {
  const manifest = readJson(joinImagePath(root, "package.json"), around);
  const listed = manifest.workspaces;
  const packages = isObject(listed) ? listed.packages : listed;
  return Array.isArray(packages) ? packages.filter((each) => typeof each === "string") : [];
};

/** `packages` in pnpm-workspace.yaml, a list with a line for each, or in brackets: https://pnpm.io/pnpm-workspace_yaml. */
export const inPnpmWorkspace: Listing = (root, around) => {
  const text = readIfThere(joinImagePath(root, "pnpm-workspace.yaml"), around);
  const flow = /^packages:[ \t]*\[([^[\]]*)\]/m.exec(text)?.[1];
  if (flow !== undefined)
    return flow
      .split(",")
      .map((each) => each.replace(/["'\s]/g, ""))
      .filter(Boolean);
  const lines =
    /^packages:[ \t]*(?:#.*)?\r?\n((?:[ \t]*(?:#.*)?\r?\n|[ \t]*-.*\r?\n?)*)/m.exec(text)?.[1] ?? "";
  return [...lines.matchAll(/^[ \t]*-[ \t]+["']?([^\s"'#]+)/gm)].map(([, pattern = ""]) => pattern);
};

/** The packages of the workspace at `root`, as far as they are known, by their folders. */
export function readWorkspace(
  root: string,
  around: Surroundings,
  listing: Listing,
): readonly WorkspacePackage[] {
  const patterns = listing(root, around);
  const foldersFor = (pattern: string): readonly string[] =>
    depths(pattern).flatMap((each) =>
      around.list(joinImagePath(joinImagePath(root, each), "package.json")).map(parentOf),
    );
  const without = new Set(
    patterns.filter((each) => each.startsWith("!")).flatMap((each) => foldersFor(each.slice(1))),
  );
  const folders = new Set(patterns.filter((each) => !each.startsWith("!")).flatMap(foldersFor));
  return [...folders]
    .filter((folder) => !without.has(folder) && !folder.includes("/node_modules/"))
    .map((folder) => packageIn(folder, around));
}

/** `**` stands for any number of folders: as many as anybody nests packages. */
function depths(pattern: string): readonly string[] {
  const trimmed = pattern.replace(/\/$/, "");
  if (!trimmed.includes("**")) return [trimmed];
  return ["", "*", "*/*", "*/*/*"].map((folders) => trimmed.replace("**", folders));
}

function packageIn(folder: string, around: Surroundings): WorkspacePackage {
  const { name, dependencies, devDependencies } = readJson(joinImagePath(folder, "package.json"), around);
  const needs = [dependencies, devDependencies].flatMap((each) => (isObject(each) ? Object.keys(each) : []));
  return { name: typeof name === "string" ? name : "", folder, needs };
}

/** As npm takes `--workspace`: a name, the folder of a package, or one above several. */
export function packagesNamed(
  all: readonly WorkspacePackage[],
  asked: string,
  root: string,
): readonly WorkspacePackage[] {
  const named = all.filter(({ name }) => name === asked);
  if (named.length > 0) return named;
  const folder = joinImagePath(root, asked);
  return all.filter((each) => each.folder === folder || each.folder.startsWith(`${folder}/`));
}

/**
 * As pnpm takes `--filter`: a name, also without its scope where only one has it, a pattern of names, or a folder
 * (https://pnpm.io/filtering); null for what looks at more than that.
 */
export function packagesFiltered(
  all: readonly WorkspacePackage[],
  filter: string,
  root: string,
): readonly WorkspacePackage[] | null {
  if (/\.{3}|[\^![\]]/.test(filter)) return null;
  const folder =
    /^\{(.*)\}$/.exec(filter)?.[1] ?? (/^\.{0,2}\//.test(filter) || filter === "." ? filter : null);
  if (folder !== null) {
    const place = joinImagePath(root, folder);
    return all.filter((each) => each.folder === place);
  }
  const exact = all.filter(({ name }) => matchesName(filter, name));
  if (exact.length > 0 || filter.startsWith("@")) return exact;
  const unscoped = all.filter(
    ({ name }) => name.startsWith("@") && matchesName(filter, name.replace(/^.*\//, "")),
  );
  return unscoped.length === 1 ? unscoped : [];
}

/** A `*` in a filter goes on through a scope. */
function matchesName(filter: string, name: string): boolean {
  return matchesShellName(filter.replaceAll("/", "_"), name.replaceAll("/", "_"));
}

function readJson(path: string, around: Surroundings): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readIfThere(path, around).replace(/^\uFEFF/, ""));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readIfThere(path: string, around: Surroundings): string {
  return around.list(path).length === 0 ? "" : (around.readFile(path)?.text ?? "");
}
