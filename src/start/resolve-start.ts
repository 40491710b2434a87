import type { DescribedImage } from "../archive/described-image.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { Origin, Problem, Span } from "../span.ts";
import { archivedBase, describedSettings } from "./archived-base.ts";
import { showImage } from "./bases/image-reference.ts";
import { baseNamed, buildStages, findStage } from "./build-stages.ts";
import { layOver, NO_OVERLAY, type Overlay } from "./overlay.ts";
import { buildFromImage, imageOf, type StageBuild } from "./stage-build.ts";
import type { Image, Start, StartCommand, StartOptions, StartResult, StartWord } from "./start-command.ts";

/**
 * What the container of a stage starts, and the image it starts in: the stage asked for, or the last one. Looks at no
 * file but the Dockerfile. A problem where the file has no stage, or none of that name.
 */
export function resolveStart(dockerfile: Dockerfile, options: StartOptions): StartResult {
  const target = findTarget(dockerfile, options.target);
  if (typeof target !== "number") return { ok: false, problem: target };
  const built = buildStages(dockerfile, target, options)[target];
  if (built === undefined) return { ok: false, problem: noStage(dockerfile) };
  const overlay = options.overlay ?? NO_OVERLAY;
  const build = layOver(built.build, overlay);
  return { ok: true, start: startOf(build, imageOf(build, built.stage), overlay) };
}

/** What a container of an image starts that is only named: `image:` of compose and Kubernetes, which stands at `place`. */
export function resolveImage(
  reference: string,
  place: Span,
  { images = [], base = reference, overlay = NO_OVERLAY }: StartOptions,
): Start {
  const build = layOver(buildFromImage(baseNamed(base, images), place), overlay);
  return startOf(build, imageOf(build, null), overlay);
}

/** What a container of an image starts that an archive has. */
export function resolveArchived(archived: DescribedImage): Start {
  const overlay = describedSettings(archived);
  const { image, file, text } = archived;
  const base = archivedBase(archived, image.name ?? file);
  const place = { file, start: 0, end: Math.max(text.indexOf("\n"), 0) };
  const build = layOver(buildFromImage(base, place), overlay);
  const start = startOf(build, imageOf(build, null), overlay);
  return image.config.os === "windows"
    ? forWindows(start)
    : { ...start, assumes: [...start.assumes, ...platformOf(archived)] };
}

/** Windows sends no signals. */
function forWindows(start: Start): Start {
  return { ...start, command: null, assumes: ["it is an image for Windows, of which siglint knows nothing"] };
}

function platformOf({ image: { platforms } }: DescribedImage): readonly string[] {
  const [first] = platforms;
  return first === undefined
    ? []
    : [`of the platforms ${platforms.join(", ")} the image for ${first} is judged`];
}

function startOf(build: StageBuild, image: Image, overlay: Overlay): Start {
  const command = mergeCommand(build, initWords(overlay));
  return {
    image,
    command,
    assumes: listAssumptions(build, command),
    commandAssumed: restsOnAssumption(build, command),
    place: placeOf(build, overlay),
  };
}

/** `docker-init` is tini: https://docs.docker.com/reference/cli/docker/container/run/#init. */
function initWords({ init }: Overlay): readonly StartWord[] {
  if (init === null) return [];
  const origin: Origin = { kind: "file", span: init };
  return ["/sbin/docker-init", "--"].map((text) => ({ text, origin, mapped: null }));
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
function mergeCommand({ entrypoint, cmd }: StageBuild, init: readonly StartWord[]): StartCommand | null {
  const words = [...(entrypoint?.words ?? []), ...(cmd?.words ?? [])];
  return words.length === 0 ? null : { argv: [...init, ...words], init, entrypoint, cmd };
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

/** Where nobody sets anything over it, a container's PID 1 is set by its image. */
function placeOf({ entrypoint, cmd, from }: StageBuild, overlay: Overlay): Span {
  const set = overlay.entrypoint?.span ?? overlay.cmd?.span;
  return set ?? entrypoint?.instruction ?? cmd?.instruction ?? from;
}
