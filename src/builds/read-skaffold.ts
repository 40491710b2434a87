import { dirname } from "../context/paths.ts";
import { parseYaml } from "../yaml/parse.ts";
import { settingAt, textAt, textsAt } from "../yaml/text-at.ts";
import { asItems } from "../yaml/value.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";

/** What builds without a Dockerfile: https://skaffold.dev/docs/builders/. */
const OTHER_BUILDERS = ["buildpacks", "jib", "ko", "bazel", "custom"];

/**
 * The artifacts of a `skaffold.yaml` that Docker or kaniko builds. The Dockerfile's path starts at the artifact's
 * context: https://skaffold.dev/docs/references/yaml/#build-artifacts.
 */
export function readSkaffold(file: string, text: string): readonly Build[] {
  const artifacts = parseYaml(file, text).documents.flatMap((document) =>
    asItems(settingAt(document, "build", "artifacts")),
  );
  return artifacts.flatMap((artifact) => {
    if (OTHER_BUILDERS.some((builder) => settingAt(artifact, builder) !== null)) return [];
    const docker = settingAt(artifact, "docker") ?? settingAt(artifact, "kaniko");
    const image = textAt(artifact, "image");
    const described = {
      context: textAt(artifact, "context"),
      dockerfile: textAt(docker, "dockerfile"),
      stage: textAt(docker, "target"),
      buildArgs: textsAt(docker, "buildArgs"),
      images: image === null ? [] : [image],
      span: artifact.span,
    };
    return describeBuild(described, { context: dirname(file), dockerfile: "context" }) ?? [];
  });
}
