import { byCodeUnit } from "../context/code-units.ts";
import type { FileTree } from "../context/file-tree.ts";
import { dirname, joinPath } from "../context/paths.ts";
import { foldersUpwards } from "../context/repository-root.ts";
import { projectFileOf } from "./compose-project.ts";
import { rootAround } from "./discover.ts";
import { judgeYaml } from "./file-name.ts";
import type { TargetFile } from "./target-file.ts";

/** A file that may say how images are built. */
export interface BuildFile {
  readonly kind: BuildFileKind;
  readonly file: string;
}

export type BuildFileKind = "compose" | "bake" | "skaffold" | "devcontainer" | "workflow";

/**
 * The files that may say how the images of these targets are built: compose files among them, and what stands in the
 * folders of Dockerfiles and manifests and above, up to the root of the repository. Sorted, each once.
 */
export function findBuildFiles(targets: readonly TargetFile[], tree: FileTree): readonly BuildFile[] {
  const seen = new Set<string>();
  const files = new Map<string, BuildFileKind>();
  for (const { kind, file } of targets) {
    if (kind === "compose") {
      files.set(file, kind);
      continue;
    }
    const root = rootAround(tree, file);
    for (const folder of foldersUpwards(tree, dirname(file))) {
      if (seen.has(folder)) break;
      seen.add(folder);
      for (const found of buildFilesIn(folder, tree)) files.set(found.file, found.kind);
      if (folder === root) break;
    }
  }
  return [...files]
    .map(([file, kind]) => ({ kind, file }))
    .sort((one, other) => byCodeUnit(one.file, other.file));
}

/** Folders that hold such files for the folder above them. */
const FOLDERS_OF_TOOLS = [".devcontainer", ".github/workflows"];

function buildFilesIn(folder: string, tree: FileTree): readonly BuildFile[] {
  const names = tree.children(folder) ?? [];
  const within = FOLDERS_OF_TOOLS.filter((path) => names.some(({ name }) => name === path.split("/")[0]));
  return ["", ...within].flatMap((path) =>
    (path === "" ? names : (tree.children(joinPath(folder, path)) ?? []))
      .filter(({ kind }) => kind === "file")
      .flatMap(({ name }) => {
        const file = joinPath(folder, path === "" ? name : `${path}/${name}`);
        const kind = buildFileKind(name, path);
        return kind === null ? [] : { kind, file: kind === "compose" ? projectFileOf(tree, file) : file };
      }),
  );
}

/** What the name of a file says, and the folder of a tool that it lies in; that is empty for any other folder. */
function buildFileKind(name: string, folder: string): BuildFileKind | null {
  if (folder === ".github/workflows") return judgeYaml(name) === "no" ? null : "workflow";
  if (/^docker-bake(\.override)?\.(hcl|json)$/.test(name)) return "bake";
  if (/^skaffold\.ya?ml$/.test(name)) return "skaffold";
  if (name === ".devcontainer.json" || (folder === ".devcontainer" && name === "devcontainer.json"))
    return "devcontainer";
  return judgeYaml(name) === "compose" ? "compose" : null;
}
