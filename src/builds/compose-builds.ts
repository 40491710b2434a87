import type { ContainerFile } from "../container/container.ts";
import type { Build } from "./build.ts";

/** The builds of the services of a compose file; a Dockerfile within it has none besides its own. */
export function composeBuilds({ containers }: ContainerFile): readonly Build[] {
  return containers.flatMap(({ image }) =>
    image.kind === "built" && image.inline === null ? [image.build] : [],
  );
}
