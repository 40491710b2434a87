import { parseAllDocuments } from "yaml";
import { dirname } from "../context/paths.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";
import { itemsOf, nodeAt, textOf, textsOf } from "./yaml-node.ts";

/**
 * The artifacts of a `skaffold.yaml` that Docker or kaniko builds. The Dockerfile's path starts at the artifact's
 * context: https://skaffold.dev/docs/references/yaml/#build-artifacts.
 */
export function readSkaffold(file: string, text: string): readonly Build[] {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const artifacts = [...documents].flatMap((document) =>
    itemsOf(nodeAt("contents" in document ? document.contents : null, "build", "artifacts")),
  );
  return artifacts.flatMap((artifact) => {
    const docker = nodeAt(artifact, "docker") ?? nodeAt(artifact, "kaniko");
    const image = textOf(nodeAt(artifact, "image"));
    const isBuiltOtherwise = ["buildpacks", "jib", "ko", "bazel", "custom"].some(
      (builder) => nodeAt(artifact, builder) !== null,
    );
    if (isBuiltOtherwise) return [];
    const [start = 0, end = 0] = artifact.range ?? [];
    const build = describeBuild(
      {
        context: textOf(nodeAt(artifact, "context")),
        dockerfile: textOf(nodeAt(docker, "dockerfile")),
        stage: textOf(nodeAt(docker, "target")),
        buildArgs: textsOf(nodeAt(docker, "buildArgs")),
        images: image === null ? [] : [image],
        span: { file, start, end },
      },
      { context: dirname(file), dockerfile: "context" },
    );
    return build ?? [];
  });
}
