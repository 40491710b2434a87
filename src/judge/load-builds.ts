import { type Build, type Builds, NO_BUILDS } from "../builds/build.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { BuildFile, BuildFileKind } from "../discover/build-files.ts";
import type { ContainerReaders } from "./load-readers.ts";

/** What these files say of how images are built. What reads them is loaded only where there is any. */
export async function loadBuilds(
  files: readonly BuildFile[],
  readers: ContainerReaders,
  tree: FileTree,
): Promise<Builds> {
  if (files.length === 0) return NO_BUILDS;
  const { joinBuilds } = await import("../builds/join-builds.ts");
  const builds: Build[] = [];
  for (const { kind, file } of files) {
    const read = tree.read(file);
    if (read.ok) builds.push(...(await loadReader(kind, readers, tree))(file, read.text));
  }
  return joinBuilds(builds);
}

/** Reads the builds that a file describes; none where it describes none that can be followed. */
type ReadBuilds = (file: string, text: string) => readonly Build[];

async function loadReader(
  kind: BuildFileKind,
  readers: ContainerReaders,
  tree: FileTree,
): Promise<ReadBuilds> {
  switch (kind) {
    case "compose": {
      const { composeBuilds } = await import("../builds/compose-builds.ts");
      const read = readers("compose");
      return (file, text) => (read === null ? [] : composeBuilds(read(file, text, tree)));
    }
    case "bake":
      return (await import("../builds/read-bake.ts")).readBake;
    case "skaffold":
      return (await import("../builds/read-skaffold.ts")).readSkaffold;
    case "devcontainer":
      return (await import("../builds/read-devcontainer.ts")).readDevcontainer;
    case "workflow":
      return (await import("../builds/read-workflow.ts")).readWorkflow;
  }
}
