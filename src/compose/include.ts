import type { FileTree } from "../context/file-tree.ts";
import { dirname, isInside } from "../context/paths.ts";
import { projectFileIn } from "../discover/compose-project.ts";
import { rootAround } from "../discover/discover.ts";
import { asItems, asScalar, valueAt, type YamlValue } from "../yaml/value.ts";
import type { ComposeText, ComposeTexts } from "./compose-text.ts";
import { placeOf } from "./image-build.ts";
import { openProject, type Project } from "./project.ts";

/** Files that a compose file takes in as a project of their own. */
export interface Included {
  /** The first, and those that lie over it. */
  readonly files: readonly string[];
  /** Null for the `.env` of its folder. */
  readonly envFiles: readonly string[] | null;
  /** The folder that its paths start at; null for that of the first. */
  readonly directory: string | null;
}

/** https://docs.docker.com/reference/compose-file/include/; what is not on disk, or outside the repository, is left out. */
export function includedIn({ documents }: ComposeText, project: Project): readonly Included[] {
  return documents
    .flatMap((document) => asItems(valueAt(document, "include")))
    .flatMap((item) => {
      const files = pathsAt(item, "path", project);
      const envFiles = item.kind === "map" ? pathsAt(item, "env_file", project) : [];
      const [directory = null] = item.kind === "map" ? pathsAt(item, "project_directory", project) : [];
      return files.length === 0
        ? []
        : [{ files, envFiles: envFiles.length === 0 ? null : envFiles, directory }];
    });
}

/**
 * How the project of a folder above takes a file in that is found by itself, since what its paths and variables mean stands
 * there; null where none does.
 */
export function includeOf(file: string, texts: ComposeTexts, tree: FileTree): Included | null {
  const root = rootAround(tree, file);
  for (let folder = dirname(file); isInside(root, folder); folder = dirname(folder)) {
    const above = projectFileIn(tree, folder);
    const text = above === null || above === file ? null : texts.read(above, tree);
    const found =
      text === null
        ? undefined
        : includedIn(text, openProject(text.file, { texts, tree })).find(({ files }) => files[0] === file);
    if (found !== undefined) return found;
    if (folder === root || folder === dirname(folder)) break;
  }
  return null;
}

function pathsAt(item: YamlValue, key: string, project: Project): readonly string[] {
  const given = item.kind === "map" ? asItems(valueAt(item, key)) : [item];
  return given.flatMap((each) => {
    const scalar = asScalar(each);
    const { text, unknown } = scalar === null ? { text: null, unknown: "" } : project.interpolate(scalar);
    if (text === null || unknown !== null) return [];
    return placeOf(text.text, each.span, project) ?? [];
  });
}
