import { dirname } from "../context/paths.ts";
import { isDefaultName, overrideFileOf, projectFileIn } from "../discover/compose-project.ts";
import { asMap, valueAt } from "../yaml/value.ts";
import { type ComposeText, servicesIn } from "./compose-text.ts";
import type { Project } from "./project.ts";

/** The files that make one project, the first first. */
export interface ProjectFiles {
  readonly files: readonly ComposeText[];
  /** The last of them is laid over the others for some purpose (`-f compose.yaml -f compose.prod.yaml`). */
  readonly isOverlay: boolean;
}

/**
 * What runs together with a file. `compose.yaml` has its override over it, as `docker compose` takes both. Another file
 * beside it that is not whole without it (a service has neither image nor build, and the other file has that service) lies
 * over it; one that is whole is taken to run alone.
 */
export function filesOfProject(own: ComposeText, project: Project): ProjectFiles {
  const { file } = own;
  const override = overrideFileOf(project.tree, file);
  const over = override === null ? null : project.read(override);
  if (over !== null) return { files: [own, over], isOverlay: false };
  const base = isDefaultName(file) ? null : projectFileIn(project.tree, dirname(file));
  const unfinished = incomplete(own);
  if (base === null || unfinished.length === 0) return { files: [own], isOverlay: false };
  const below = project.read(base);
  const names = new Set((below?.documents ?? []).flatMap((document) => [...servicesIn(document).keys()]));
  return below !== null && unfinished.some((name) => names.has(name))
    ? { files: [below, own], isOverlay: true }
    : { files: [own], isOverlay: false };
}

/** The services that do not say what they run. */
function incomplete({ documents }: ComposeText): readonly string[] {
  return documents.flatMap((document) =>
    [...servicesIn(document)].flatMap(([name, { value }]) => {
      const service = asMap(value);
      const has = (key: string): boolean => service !== null && valueAt(service, key) !== null;
      return has("image") || has("build") || has("extends") ? [] : [name];
    }),
  );
}
