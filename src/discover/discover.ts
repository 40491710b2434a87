import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { dirname, isInside } from "../context/paths.ts";
import { findRepositoryRoot } from "../context/repository-root.ts";
import type { Problem } from "../span.ts";
import { DOCKERFILE_NAMES } from "./file-name.ts";
import { findDockerfiles } from "./find-dockerfiles.ts";
import { judgeNamedPath } from "./named-path.ts";
import type { Discovery, TargetFile } from "./target-file.ts";

/**
 * The Dockerfiles that `args` stand for: files and folders in any mix, in any spelling; none mean the working directory.
 * A file that is named is taken, whatever it is called and even when git ignores it. A named script brings in the
 * Dockerfiles of its repository (without one: those below the working directory) that may start it.
 */
export function discover(args: readonly string[], tree: FileTree): Discovery {
  const named = new Set<string>();
  const found = new Set<string>();
  const scripts = new Set<string>();
  const problems = new Map<string, Problem>();
  const report = (file: string, message: string) =>
    problems.set(`${file}\0${message}`, { file, span: null, message });

  for (const arg of args.length === 0 ? ["."] : args) {
    if (arg === "") {
      report(".", "one of the paths is empty: check the variable it comes from, or leave it out");
      continue;
    }
    const path = tree.locate(arg);
    const judged = judgeNamedPath(tree, path);
    switch (judged.kind) {
      case "problem":
        report(path, judged.message);
        break;
      case "dockerfile":
        named.add(path);
        break;
      case "script":
        scripts.add(path);
        break;
      case "folder": {
        const files = findDockerfiles(tree, path);
        for (const file of files) found.add(file);
        if (files.length === 0) report(path, NOTHING_BELOW);
      }
    }
  }
  const around = dockerfilesAround(tree, [...scripts].sort(byCodeUnit));
  return {
    targets: targetFiles(named, found, around),
    problems: [...problems.values()].sort(
      (a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.message, b.message),
    ),
    scripts: [...scripts].sort(byCodeUnit),
  };
}

const NOTHING_BELOW =
  `no Dockerfile here or below: looked for ${DOCKERFILE_NAMES}, outside git-ignored and vendored folders, ` +
  "templates left out; name a file to have it read whatever it is called and wherever it is";

/** Each Dockerfile that may start one of the scripts, with those scripts in their order. */
function dockerfilesAround(
  tree: FileTree,
  scripts: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, readonly string[]>();
  const around = new Map<string, string[]>();
  for (const script of scripts) {
    const root = rootAround(tree, script);
    const files = below.get(root) ?? findDockerfiles(tree, root);
    below.set(root, files);
    for (const file of files) around.set(file, [...(around.get(file) ?? []), script]);
  }
  return around;
}

/** The folder whose Dockerfiles may start a script. */
export function rootAround(tree: FileTree, script: string): string {
  const folder = dirname(script);
  return findRepositoryRoot(tree, folder) ?? (isInside(".", script) ? "." : folder);
}

function targetFiles(
  named: ReadonlySet<string>,
  found: ReadonlySet<string>,
  around: ReadonlyMap<string, readonly string[]>,
): readonly TargetFile[] {
  const files = new Set([...named, ...found, ...around.keys()]);
  return [...files].sort(byCodeUnit).map((file) => ({
    file,
    onlyIfItStarts: named.has(file) || found.has(file) ? null : (around.get(file) ?? null),
    named: named.has(file),
  }));
}
