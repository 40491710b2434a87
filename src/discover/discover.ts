import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { dirname, isInside } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import type { Problem } from "../span.ts";
import { projectFileOf } from "./compose-project.ts";
import { TARGET_FILES } from "./file-name.ts";
import { findTargetFiles } from "./find-target-files.ts";
import { judgeNamedPath } from "./named-path.ts";
import type { Discovery, FoundFile, LeftOut, TargetFile, TargetFileKind } from "./target-file.ts";

/**
 * The files that `args` stand for: files and folders in any mix, in any spelling; none mean the working directory. A file
 * that is named is taken, whatever it is called and even when git ignores it. A named script brings in the files of its
 * repository (without one: those below the working directory) whose containers may start it. `asKind`: what a file that is
 * named is taken for, whatever it looks like; null to tell.
 */
export function discover(
  args: readonly string[],
  tree: FileTree,
  asKind: TargetFileKind | null = null,
): Discovery {
  const named = new Map<string, TargetFileKind>();
  const found = new Map<string, TargetFileKind>();
  const scripts = new Set<string>();
  const problems = new Map<string, Problem>();
  const report = (file: string, message: string) =>
    problems.set(`${file}\0${message}`, { file, span: null, message, fatal: true });
  const leaveOut = ({ path, why }: LeftOut) =>
    problems.set(path, { file: path, span: null, message: whyLeftOut(path, why) });

  for (const arg of args.length === 0 ? ["."] : args) {
    if (arg === "") {
      report(".", "one of the paths is empty: check the variable it comes from, or leave it out");
      continue;
    }
    const path = tree.locate(arg);
    const judged = judgeNamedPath(tree, path, asKind);
    switch (judged.kind) {
      case "problem":
        report(path, judged.message);
        break;
      case "dockerfile":
      case "kubernetes":
        named.set(path, judged.kind);
        break;
      case "compose":
        named.set(projectFileOf(tree, path), judged.kind);
        break;
      case "script":
        scripts.add(path);
        break;
      case "folder": {
        if (tree.children(path) === null) {
          report(path, CLOSED);
          break;
        }
        const files = findTargetFiles(tree, path, leaveOut);
        for (const { file, kind } of files) found.set(file, kind);
        if (files.length === 0) report(path, NOTHING_BELOW);
      }
    }
  }
  const around = filesAround(tree, [...scripts].sort(byCodeUnit));
  return {
    targets: targetFiles(named, found, around),
    problems: [...problems.values()].sort(
      (a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.message, b.message),
    ),
    scripts: [...scripts].sort(byCodeUnit),
  };
}

const NOTHING_BELOW =
  `nothing that starts a container here or below: looked for ${TARGET_FILES}, outside git-ignored and vendored folders, ` +
  "templates left out; name a file to have it read whatever it is called and wherever it is";

const CLOSED = "cannot be read: check its permissions, or run siglint as somebody who may read it";

function whyLeftOut(path: string, why: LeftOut["why"]): string {
  switch (why) {
    case "name":
      return "has a name that is not UTF-8, which siglint cannot read, and what is in it is not looked at: rename it";
    case "unreadable":
      return "cannot be read, and what is in it is not looked at: check its permissions, or let .gitignore leave it out";
    case "too-large":
      return `is larger than 2 MiB, more than siglint reads of a file, and the manifests in it are not looked at: split it, or try \`siglint --kind kubernetes - <${path}\``;
  }
}

interface FileAround {
  readonly kind: TargetFileKind;
  readonly scripts: readonly string[];
}

/** Each file whose containers may start one of the scripts, with those scripts in their order. */
function filesAround(tree: FileTree, scripts: readonly string[]): ReadonlyMap<string, FileAround> {
  const below = new Map<string, readonly FoundFile[]>();
  const around = new Map<string, FileAround>();
  for (const script of scripts) {
    const root = rootAround(tree, script);
    const files = below.get(root) ?? findTargetFiles(tree, root);
    below.set(root, files);
    for (const { file, kind } of files)
      around.set(file, { kind, scripts: [...(around.get(file)?.scripts ?? []), script] });
  }
  return around;
}

/** The folder whose files may start a script. */
export function rootAround(tree: FileTree, script: string): string {
  const folder = dirname(script);
  return findRepositoryRoot(tree, folder) ?? (isInside(".", script) ? "." : folder);
}

function targetFiles(
  named: ReadonlyMap<string, TargetFileKind>,
  found: ReadonlyMap<string, TargetFileKind>,
  around: ReadonlyMap<string, FileAround>,
): readonly TargetFile[] {
  const broughtIn = [...around].map(([file, { kind }]) => [file, kind] as const);
  return [...new Map([...broughtIn, ...found, ...named])]
    .sort(([one], [other]) => byCodeUnit(one, other))
    .map(([file, kind]) => ({
      kind,
      file,
      onlyIfItStarts: named.has(file) || found.has(file) ? null : (around.get(file)?.scripts ?? null),
    }));
}
