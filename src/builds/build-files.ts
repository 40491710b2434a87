import { basename } from "../context/paths.ts";
import type { Build } from "./build.ts";

/** Reads the builds that a file describes; none where it describes none that can be followed. */
export type ReadBuilds = (file: string, text: string) => readonly Build[];

/** Loads what reads builds out of a file of this name; null for a file that describes none. Compose files are not among them. */
export async function loadBuildReader(file: string): Promise<ReadBuilds | null> {
  const name = basename(file);
  if (/^docker-bake(\.override)?\.(hcl|json)$/.test(name)) return (await import("./read-bake.ts")).readBake;
  if (/^skaffold\.ya?ml$/.test(name)) return (await import("./read-skaffold.ts")).readSkaffold;
  if (/^\.?devcontainer\.json$/.test(name)) return (await import("./read-devcontainer.ts")).readDevcontainer;
  if (/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(file))
    return (await import("./read-workflow.ts")).readWorkflow;
  return null;
}
