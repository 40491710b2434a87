import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { Problem, Span } from "../span.ts";
import { showImage } from "./bases/image-reference.ts";
import { buildStages, findStage } from "./build-stages.ts";
import type { StageBuild } from "./stage-build.ts";
import type { StartCommand, StartOptions, StartResult } from "./start-command.ts";

/**
 * What the container of a stage starts, and the image it starts in: the stage asked for, or the last one. Looks at no
 * file but the Dockerfile. A problem where the file has no stage, or none of that name.
 */
export function resolveStart(dockerfile: Dockerfile, options: StartOptions): StartResult {
  const target = findTarget(dockerfile, options.target);
  if (typeof target !== "number") return { ok: false, problem: target };
  const built = buildStages(dockerfile, target, options)[target];
  if (built === undefined) return { ok: false, problem: noStage(dockerfile) };
  const { build, image } = built;
  const command = mergeCommand(build);
  return {
    ok: true,
    start: {
      image,
      command,
      assumes: listAssumptions(build, command),
      commandAssumed: restsOnAssumption(build, command),
      place: placeOf(build),
    },
  };
}

function findTarget(dockerfile: Dockerfile, target: string | undefined): number | Problem {
  const { file, stages } = dockerfile;
  if (stages.length === 0) return noStage(dockerfile);
  if (target === undefined) return stages.length - 1;
  const index = findStage(target, stages);
  if (index >= 0) return index;
  const names = stages.map(({ name, index }) => name ?? String(index));
  const [first, ...others] = names;
  const there = others.length === 0 ? `the only stage is ${first}` : `the stages are ${names.join(", ")}`;
  return { file, span: null, message: `there is no stage "${target}" to take as the target; ${there}` };
}

/** The parser has said why already; the same words again are dropped with the copy. */
function noStage({ file, problems }: Dockerfile): Problem {
  const message = "there is no FROM, so nothing is built; start with `FROM image`";
  return problems[0] ?? { file, span: null, message };
}

/**
 * The argv of PID 1: the words of ENTRYPOINT, then those of CMD; null where there are none. Shell form makes no
 * difference here: behind `/bin/sh -c string` the words of CMD become `$0`, `$1` and so on of the string, which hardly
 * ever reads them; that is what "CMD is ignored" in the reference means. `getEntrypointAndArgs` in moby's
 * daemon/container.go.
 */
function mergeCommand({ entrypoint, cmd }: StageBuild): StartCommand | null {
  const argv = [...(entrypoint?.words ?? []), ...(cmd?.words ?? [])];
  return argv.length === 0 ? null : { argv, entrypoint, cmd };
}

function listAssumptions(
  { base, entrypointSettled }: StageBuild,
  command: StartCommand | null,
): readonly string[] {
  const assumes = base.assumption === null ? [] : [base.assumption];
  const image = showImage(base.image);
  const nothingKnown = base.config === null && !entrypointSettled;
  if (command === null) {
    const nothing = nothingKnown
      ? `what ${image} starts is not known, and this Dockerfile sets neither ENTRYPOINT nor CMD`
      : "nothing is started: there is neither ENTRYPOINT nor CMD";
    return [...assumes, nothing];
  }
  return nothingKnown ? [...assumes, `${image} is taken to set no ENTRYPOINT`] : assumes;
}

function restsOnAssumption({ base, entrypointSettled }: StageBuild, command: StartCommand | null): boolean {
  return command !== null && !entrypointSettled && (base.config === null || base.assumption !== null);
}

function placeOf({ entrypoint, cmd, from }: StageBuild): Span {
  return entrypoint?.instruction ?? cmd?.instruction ?? from;
}
