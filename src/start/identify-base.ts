import type { Base, BaseConfig, BinSh, EntrypointConduct, OwnProgram } from "./base-image.ts";
import { DISTRIBUTIONS, type DistributionId } from "./bases/distributions.ts";
import { distributionOfName, distributionOfTag, type FoundImage, findImage } from "./bases/find-image.ts";
import { type ImageReference, readImageReference, showImage } from "./bases/image-reference.ts";
import type { ImageSettings, KnownImage } from "./bases/known-image.ts";

/** What Docker puts into PATH where an image sets none: `system.DefaultPathEnv` in BuildKit. */
export const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * What an image that nobody builds here hands down, by its name and tag alone. Takes what stands after FROM: variables
 * expanded, or as written where one is not known (`node:${VERSION}-alpine` still says Alpine). An image that is not in the
 * tables has no config; its shell is only known where its tag or name says what it is built on.
 */
export function identifyBase(image: string): Base {
  const reference = readImageReference(image);
  if (reference === null) return unknownBase(image, `nothing is known of ${showImage(image)}`);
  const found = findImage(reference);
  const shown = showImage(image);
  const ground = findGround(shown, reference, found);
  const sh = binShOf(shown, ground);
  const bash =
    found?.image.bash === true ? "present" : ground.on === null ? "unknown" : DISTRIBUTIONS[ground.on].bash;
  const settings = found === null ? null : settingsFor(found.image, reference);
  if (found === null || settings === null) return { ...unknownBase(image, ""), sh, bash };
  const config = configOf(settings, ground.on, found);
  return {
    image,
    sh,
    bash,
    config,
    entrypointConduct: conductOf(found.image, config),
    assumption: found.mirrored ? `${shown} is taken to be Docker Hub's ${found.name}` : null,
  };
}

/** A base of which only the name is known, and the reason why not more; the reason fits after "because". */
export function unknownBase(image: string, because: string): Base {
  const sh: BinSh = { kind: "unknown", because };
  return { image, sh, bash: "unknown", config: null, entrypointConduct: null, assumption: null };
}

interface Ground {
  readonly on: DistributionId | null;
  /** Without the verdict: `the tag of node:20-alpine says Alpine`. */
  readonly because: string;
}

function findGround(image: string, reference: ImageReference, found: FoundImage | null): Ground {
  const { tag, tagUnsure, path } = reference;
  const byTag = tag === null ? null : distributionOfTag(tag);
  if (byTag !== null) return { on: byTag, because: `the tag of ${image} says ${DISTRIBUTIONS[byTag].title}` };
  if (found !== null) return groundOfKnown(image, reference, found);
  const byName = distributionOfName(path);
  if (byName !== null)
    return { on: byName, because: `the name of ${image} says ${DISTRIBUTIONS[byName].title}` };
  if (saysSlim(tag))
    return { on: "debian", because: `the tag of ${image} says slim, as Debian's variants do` };
  const what =
    tagUnsure && tag !== null ? `the tag of ${image} is not known` : `nothing is known of ${image}`;
  return { on: null, because: what };
}

function groundOfKnown(image: string, reference: ImageReference, found: FoundImage): Ground {
  const { tag, tagUnsure } = reference;
  const variant = found.image.variants?.find((each) => tag !== null && each.tag.test(tag));
  const on = variant?.on ?? found.image.on;
  const single = isPlainDistribution(found.image);
  if (tagUnsure && !single && !saysSlim(tag)) {
    return { on: null, because: `the tag of ${image} is not known, and its variants differ` };
  }
  if (on === null) return { on, because: `the tag of ${image} does not say what it is built on` };
  const mirrored = found.mirrored ? `, taken to be Docker Hub's ${found.name},` : "";
  return { on, because: `${image}${mirrored} is ${single ? "" : "built on "}${DISTRIBUTIONS[on].title}` };
}

function isPlainDistribution(image: KnownImage): boolean {
  return image.on === "distroless" || (image.on !== null && DISTRIBUTIONS[image.on].images === image.names);
}

/** `python:3.12-slim`: the slim variants of Docker Hub are Debian's unless the tag says something else. */
function saysSlim(tag: string | null): boolean {
  return tag?.split("-").includes("slim") ?? false;
}

const SHELL_TITLES = { dash: "dash", bash: "bash", ash: "busybox ash" } as const;

function binShOf(image: string, ground: Ground): BinSh {
  if (ground.on === null) return { kind: "unknown", because: ground.because };
  const { sh } = DISTRIBUTIONS[ground.on];
  if (ground.on === "scratch" && image === "scratch")
    return { kind: "none", because: "scratch holds no files" };
  if (sh === null) return { kind: "none", because: `${ground.because}, which has no /bin/sh` };
  return { kind: "known", shell: sh, because: `${ground.because}, whose /bin/sh is ${SHELL_TITLES[sh]}` };
}

/** Null where the tag that decides is not known, or the table knows only what the image is built on. */
function settingsFor(image: KnownImage, reference: ImageReference): ImageSettings | null {
  if (image.settingsUnknown) return null;
  const { tag, tagUnsure } = reference;
  const variant = image.variants?.find((each) => tag !== null && each.tag.test(tag));
  if (variant === undefined && tagUnsure && (image.variants?.length ?? 0) > 0) return null;
  return { ...image, ...variant };
}

function configOf(
  settings: ImageSettings,
  on: DistributionId | null,
  { image, name }: FoundImage,
): BaseConfig {
  const last = name.slice(name.lastIndexOf("/") + 1);
  const entrypoint = wordsOf(settings.entrypoint, last);
  const inherited = entrypoint === null && on !== null ? DISTRIBUTIONS[on].cmd : null;
  const path = settings.path === undefined ? DEFAULT_PATH : `${settings.path}:${DEFAULT_PATH}`;
  return {
    entrypoint,
    cmd: settings.cmd === undefined ? inherited : wordsOf(settings.cmd, last),
    stopSignal: settings.stopSignal ?? null,
    workdir: settings.workdir ?? null,
    user: settings.user ?? null,
    shell: settings.shell ?? null,
    env: { PATH: path, ...settings.env },
    envIsWhole: isPlainDistribution(image),
  };
}

function wordsOf(words: readonly string[] | undefined, name: string): readonly string[] | null {
  if (words === undefined || words.length === 0) return null;
  return words.map((word) => word.replace("{name}", name));
}

function conductOf(image: KnownImage, config: BaseConfig): EntrypointConduct | null {
  const script = config.entrypoint?.at(-1);
  if (image.execs === undefined || image.from === undefined || script === undefined) return null;
  const link =
    image.from.split("/").length > 2 ? `https://${image.from}` : `https://github.com/${image.from}`;
  return { kind: `execs-${image.execs}`, script, link, program: ownProgramOf(image) };
}

function ownProgramOf({ own, ownVerbs }: KnownImage): OwnProgram | null {
  if (own === undefined) return null;
  return { argv: own.split(" "), isOwn: (first) => first.startsWith("-") || ownVerbs?.test(first) === true };
}
