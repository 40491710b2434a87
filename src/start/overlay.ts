import type { Span, Text } from "../span.ts";
import { joinWorkdir } from "./image-path.ts";
import type { StageBuild } from "./stage-build.ts";
import type { Image, Setting } from "./start-command.ts";

/**
 * What compose or Kubernetes lays over the settings of an image for one container. Null, and not in `env`, is as the
 * image has it.
 */
export interface Overlay {
  readonly entrypoint: Override | null;
  readonly cmd: Override | null;
  readonly env: ReadonlyMap<string, Text>;
  readonly workdir: Text | null;
  readonly user: Text | null;
  readonly stopSignal: Image["stopSignal"] | null;
  /** Where the engine is asked for an init of its own as PID 1 (`init: true`). */
  readonly init: Span | null;
}

/** What stands in the place of an image's ENTRYPOINT or CMD; `setting` null takes it away and puts nothing there. */
export interface Override {
  readonly setting: Setting | null;
  /** Where the container's file says so. */
  readonly span: Span;
  /** Why nobody can tell what it starts, a clause that fits after "because"; not set where that is known. */
  readonly unknown?: string;
}

/** An overlay that leaves all as it is. */
export const NO_OVERLAY: Overlay = {
  entrypoint: null,
  cmd: null,
  env: new Map(),
  workdir: null,
  user: null,
  stopSignal: null,
  init: null,
};

/**
 * A build as a container runs it. An entrypoint from outside takes the image's CMD away with its ENTRYPOINT, an empty one
 * only the ENTRYPOINT, and an empty command is as good as none: `merge` in moby's daemon/commit.go, and
 * https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/.
 */
export function layOver(build: StageBuild, overlay: Overlay): StageBuild {
  const { entrypoint, cmd, env, workdir, user, stopSignal } = overlay;
  const hasEntrypoint = entrypoint !== null && entrypoint.setting !== null;
  return {
    ...build,
    scope: { ...build.scope, env: new Map([...build.scope.env, ...env]) },
    workdir: workdir === null ? build.workdir : joinWorkdir(build.workdir, workdir),
    user: user ?? build.user,
    stopSignal: stopSignal ?? build.stopSignal,
    entrypoint: entrypoint === null ? build.entrypoint : entrypoint.setting,
    cmd: cmd?.setting ?? (hasEntrypoint ? null : build.cmd),
    entrypointSettled: build.entrypointSettled || entrypoint !== null,
  };
}
