import { type Build, type Builds, NO_BUILDS } from "./builds/build.ts";
import type { FileTree } from "./context/file-tree.ts";
import type { FoundFile } from "./discover/target-file.ts";
import type { ContainerReaders } from "./load-readers.ts";

/** What these files say of how images are built. What reads them is loaded only where there is any. */
export async function loadBuilds(
  files: readonly FoundFile[],
  readers: ContainerReaders,
  tree: FileTree,
): Promise<Builds> {
  if (files.length === 0) return NO_BUILDS;
  const { composeBuilds } = await import("./builds/compose-builds.ts");
  const { joinBuilds } = await import("./builds/join-builds.ts");
  const builds = files.flatMap(({ kind, file }): readonly Build[] => {
    const reader = readers(kind);
    const read = tree.read(file);
    return reader === null || !read.ok ? [] : composeBuilds(reader(file, read.text, tree));
  });
  return joinBuilds(builds);
}
