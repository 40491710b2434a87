import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import { foldersUpwards } from "../context/repository-root.ts";
import { projectFileOf } from "./compose-project.ts";
import { rootAround } from "./discover.ts";
import { judgeYaml } from "./file-name.ts";
import type { FoundFile, TargetFile } from "./target-file.ts";

/**
 * The files that may say how the images of these targets are built: compose files among them, and those in the folders of
 * Dockerfiles and above, up to the root of the repository. Sorted, each once.
 */
export function findBuildFiles(targets: readonly TargetFile[], tree: FileTree): readonly FoundFile[] {
  const seen = new Set<string>();
  const files = new Set(targets.flatMap(({ kind, file }) => (kind === "compose" ? [file] : [])));
  for (const { kind, file } of targets) {
    if (kind !== "dockerfile") continue;
    const root = rootAround(tree, file);
    for (const folder of foldersUpwards(tree, dirname(file))) {
      if (seen.has(folder)) break;
      seen.add(folder);
      for (const path of composeFilesIn(folder, tree)) files.add(path);
      if (folder === root) break;
    }
  }
  return [...files].sort(byCodeUnit).map((file) => ({ kind: "compose", file }));
}

function composeFilesIn(folder: string, tree: FileTree): readonly string[] {
  return tree
    .children(folder)
    .filter(({ kind, name }) => kind === "file" && judgeYaml(name) === "compose")
    .map(({ name }) => projectFileOf(tree, joinPath(folder, name)));
}
