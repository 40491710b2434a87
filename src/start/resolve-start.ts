import type { DescribedImage } from "../archive/described-image.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { Origin, Problem, Span } from "../span.ts";
import { archivedBase, describedSettings } from "./archived-base.ts";
import { showImage } from "./bases/image-reference.ts";
import { baseNamed, buildStages, findStage } from "./build-stages.ts";
import { unknownBase } from "./identify-base.ts";
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

/** An image that a container's file names, or the reason why nobody can tell which it is: a clause. */
export type NamedImage =
  | { readonly kind: "named"; readonly reference: string; readonly span: Span }
  | { readonly kind: "unknown"; readonly reason: string; readonly span: Span };

/** What a container of an image starts that is only named: `image:` of compose and Kubernetes. */
export function resolveImage(image: NamedImage, options: StartOptions): Start {
  const { images = [], base: asked, overlay = NO_OVERLAY } = options;
  const reference = asked ?? (image.kind === "named" ? image.reference : null);
  const base =
    reference !== null
      ? baseNamed(reference, images)
      : unknownBase("an unknown image", image.kind === "unknown" ? image.reason : "");
  const build = layOver(buildFromImage(base, image.span), overlay);
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
  const unknown = whyUnknown(build, overlay) ?? forUnknownEntrypoint(build, image);
  const command = unknown === null ? mergeCommand(build, initWords(overlay)) : null;
  return {
    image,
    command,
    assumes: listAssumptions(build, command, unknown ?? whyNothing(build, image)),
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
  const only = stages[0]?.name == null ? "the only stage has no name" : `the only stage is ${stages[0].name}`;
  const there = stages.length === 1 ? only : `the stages are ${names.join(", ")}`;
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

/** Why nobody can tell what runs, where the file that runs it does not say all; null where that is known. */
function whyUnknown({ entrypoint }: StageBuild, overlay: Overlay): string | null {
  const isFirst = overlay.entrypoint !== null || entrypoint === null;
  const unknown = overlay.entrypoint?.unknown ?? (isFirst ? overlay.cmd?.unknown : undefined);
  return unknown === undefined ? null : `what is started is not known, because ${unknown}`;
}

/**
 * `CMD ["--port", "80"]`: such words are nobody's program, so an ENTRYPOINT takes them that the image sets. Where all
 * that is known of an image is its name, other words that name no program say the same.
 */
function forUnknownEntrypoint(build: StageBuild, { stage, base }: Image): string | null {
  const word = build.cmd?.words[0]?.text ?? "";
  const isProgram = stage === null ? !/^-|[\s=]/.test(word) : !word.startsWith("-");
  if (isProgram || !knowsNothing(build)) return null;
  return `\`${word}\` is for an ENTRYPOINT of ${showImage(base.image)}, and what that is is not known`;
}

/** Nobody can tell what an image sets of which nothing is known. */
function knowsNothing({ base, entrypointSettled }: StageBuild): boolean {
  return base.config === null && !entrypointSettled;
}

/** Why there is no start command. */
function whyNothing(build: StageBuild, { stage, base }: Image): string {
  if (!knowsNothing(build)) return "nothing is started: there is neither ENTRYPOINT nor CMD";
  const starts = `what ${showImage(base.image)} starts is not known`;
  if (stage !== null) return `${starts}, and this Dockerfile sets neither ENTRYPOINT nor CMD`;
  return base.sh.kind === "unknown" ? `${starts}: ${base.sh.because}` : starts;
}

function listAssumptions(
  build: StageBuild,
  command: StartCommand | null,
  whyNone: string,
): readonly string[] {
  const { base } = build;
  const assumes = base.assumption === null ? [] : [base.assumption];
  if (command === null) return [...assumes, whyNone];
  const image = showImage(base.image);
  return knowsNothing(build) ? [...assumes, `${image} is taken to set no ENTRYPOINT`] : assumes;
}

function restsOnAssumption({ base, entrypointSettled }: StageBuild, command: StartCommand | null): boolean {
  return command !== null && !entrypointSettled && (base.config === null || base.assumption !== null);
}

/** Where nobody sets anything over it, a container's PID 1 is set by its image. */
function placeOf({ entrypoint, cmd, from }: StageBuild, overlay: Overlay): Span {
  const set = overlay.entrypoint?.span ?? overlay.cmd?.span;
  return set ?? entrypoint?.instruction ?? cmd?.instruction ?? from;
}
