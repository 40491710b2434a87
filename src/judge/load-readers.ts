import type { ReadContainers } from "../container/container.ts";
import type { BuildFileKind } from "../discover/build-files.ts";
import type { TargetFileKind } from "../discover/target-file.ts";

/** The readers of the kinds of file that a run has to do with; null for a Dockerfile. */
export type ContainerReaders = (kind: TargetFileKind) => ReadContainers | null;

/** Loads what reads files of these kinds. What reads YAML is loaded only where there is any. */
export async function loadReaders(
  kinds: readonly (TargetFileKind | BuildFileKind)[],
): Promise<ContainerReaders> {
  const compose = kinds.includes("compose")
    ? (await import("../compose/compose-reader.ts")).composeReader()
    : null;
  const kubernetes = kinds.includes("kubernetes")
    ? (await import("../kubernetes/read-manifests.ts")).manifestReader()
    : null;
  return (kind) => {
    switch (kind) {
      case "dockerfile":
        return null;
      case "compose":
        return compose;
      case "kubernetes":
        return kubernetes;
    }
  };
}
