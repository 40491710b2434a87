import type { Build, Builds } from "./build.ts";
import { choiceOf } from "./context-choice.ts";

/** What several files say of builds, as one. Where they contradict each other they say nothing. */
export function joinBuilds(builds: readonly Build[]): Builds {
  const byImage = groupBy(builds, ({ images }) => images.map(withTag));
  const byDockerfile = groupBy(builds, ({ dockerfile }) => [dockerfile]);
  return {
    ofImage(reference) {
      const [first, ...others] = byImage.get(withTag(reference)) ?? [];
      return first !== undefined && others.every((other) => isSame(first, other)) ? first : null;
    },
    contextOf(dockerfile) {
      const [first, ...others] = byDockerfile.get(dockerfile) ?? [];
      if (first === undefined || first.context === null) return null;
      if (others.some(({ context }) => context !== first.context)) return null;
      return choiceOf(first);
    },
  };
}

/** `app` is `app:latest`: https://docs.docker.com/reference/cli/docker/image/tag/. */
function withTag(reference: string): string {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return /[:@]/.test(name) ? reference : `${reference}:latest`;
}

function isSame(one: Build, other: Build): boolean {
  return one.dockerfile === other.dockerfile && one.context === other.context && one.stage === other.stage;
}

function groupBy(
  builds: readonly Build[],
  keysOf: (build: Build) => readonly string[],
): ReadonlyMap<string, readonly Build[]> {
  const groups = new Map<string, Build[]>();
  for (const build of builds)
    for (const key of keysOf(build)) groups.set(key, [...(groups.get(key) ?? []), build]);
  return groups;
}
