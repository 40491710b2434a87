import type { FileTree, ReadFailure } from "../context/file-tree.ts";
import { followLinks } from "../context/links.ts";
import { basename, dirname } from "../context/paths.ts";
import { foldersUpwards } from "../context/repository-root.ts";
import { judgeNamed, judgeYaml } from "./file-name.ts";
import { judgeBeginning } from "./first-line.ts";
import { isComposeText, isJsonManifest } from "./manifest.ts";
import type { TargetFileKind } from "./target-file.ts";

/** What stands at a path that somebody named. */
export type NamedPath =
  | { readonly kind: "folder" | "script" | TargetFileKind }
  | { readonly kind: "problem"; readonly message: string };

/**
 * Looks at `path` (as `FileTree.locate` spells it); into the file only where neither its name nor `asKind`, which
 * somebody has asked for, tells.
 */
export function judgeNamedPath(
  tree: FileTree,
  path: string,
  asKind: TargetFileKind | null = null,
): NamedPath {
  const entry = tree.entry(path);
  const end = entry.kind === "link" ? followLinks(tree, path) : path;
  if (end === null && entry.kind === "link") {
    return problem(`a symbolic link to ${entry.target}, which leads nowhere: mend the link or leave it out`);
  }
  switch (tree.entry(end ?? path).kind) {
    case "missing":
    case "link": {
      const closed = closedFolderAbove(tree, path);
      return problem(
        closed === null
          ? "no such file or folder: check the spelling; paths are relative to the current directory"
          : `cannot be reached: the folder ${closed} may not be read, check its permissions`,
      );
    }
    case "other":
      return problem(
        "neither a file nor a folder: name a Dockerfile, a script or a folder; - reads a Dockerfile from standard input",
      );
    case "directory":
      return { kind: "folder" };
    case "file":
      return asKind === null ? judgeFile(tree, path) : { kind: asKind };
  }
}

/** The nearest folder above that is there, if it may not be read: nobody can tell what is in it. */
function closedFolderAbove(tree: FileTree, path: string): string | null {
  for (const folder of foldersUpwards(tree, dirname(path)))
    if (tree.entry(folder).kind === "directory") return tree.children(folder) === null ? folder : null;
  return null;
}

function judgeFile(tree: FileTree, path: string): NamedPath {
  const byName = judgeNamed(basename(path));
  if (byName === "dockerfile") return { kind: "dockerfile" };
  const yaml = judgeYaml(basename(path));
  if (yaml === "compose") return { kind: "compose" };
  const result = tree.read(path);
  const isArchive = /\.(tar|tgz|tar\.(gz|zst))$/.test(path);
  if (!result.ok && isArchive)
    return problem(`an archive: if it is one of an image, \`siglint image ${path}\` looks into it`);
  if (!result.ok && result.why === "too-large" && yaml === "yaml")
    return problem(
      `larger than 2 MiB, more than siglint reads of a file: split it, or try \`siglint --kind kubernetes - <${path}\``,
    );
  if (!result.ok) return problem(unreadable(result.why));
  if (yaml === "yaml") return { kind: isComposeText(result.text) ? "compose" : "kubernetes" };
  if (byName === "script") return { kind: "script" };
  if (isJsonManifest(result.text)) return { kind: "kubernetes" };
  return { kind: judgeBeginning(result.text) === "dockerfile" ? "dockerfile" : "script" };
}

function unreadable(why: ReadFailure): string {
  switch (why) {
    case "binary":
      return "not a text file: name the Dockerfile or the script that starts it";
    case "too-large":
      return "larger than 2 MiB, more than siglint reads: name the Dockerfile or the script that starts it";
    case "outside":
      return "a symbolic link that leads out of the repository, or of the folder that was named: name the file itself";
    case "unreadable":
      return "cannot be read: check its permissions";
    case "name":
      return "its name is not UTF-8, which siglint cannot read: rename it";
    case "missing":
    case "directory":
    case "not-a-file":
      return "vanished while it was read: run siglint again";
  }
}

function problem(message: string): NamedPath {
  return { kind: "problem", message };
}
