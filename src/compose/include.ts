import { asItems, asScalar, valueAt, type YamlValue } from "../yaml/value.ts";
import type { ComposeText } from "./compose-text.ts";
import { placeOf } from "./image-build.ts";
import type { Project } from "./project.ts";

/** Files that a compose file takes in as a project of their own. */
export interface Included {
  /** The first, and those that lie over it. */
  readonly files: readonly string[];
  /** Null for the `.env` beside the first. */
  readonly envFiles: readonly string[] | null;
}

/** https://docs.docker.com/reference/compose-file/include/; what is not on disk, or outside the repository, is left out. */
export function includedIn({ documents }: ComposeText, project: Project): readonly Included[] {
  return documents
    .flatMap((document) => asItems(valueAt(document, "include")))
    .flatMap((item) => {
      const files = pathsAt(item, "path", project);
      const envFiles = item.kind === "map" ? pathsAt(item, "env_file", project) : [];
      return files.length === 0 ? [] : [{ files, envFiles: envFiles.length === 0 ? null : envFiles }];
    });
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
