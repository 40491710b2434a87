import { DISTRIBUTIONS, type DistributionId } from "./distributions.ts";
import { hubPath, type ImageReference } from "./image-reference.ts";
import type { KnownImage } from "./known-image.ts";
import { OFFICIAL_IMAGES } from "./official-images.ts";
import { VENDOR_IMAGES } from "./vendor-images.ts";

export interface FoundImage {
  readonly image: KnownImage;
  /** Its name in the table's terms: `node`, `grafana/grafana`. */
  readonly name: string;
  /** Found only if the registry, somebody's own, mirrors Docker Hub. */
  readonly mirrored: boolean;
}

const DISTRIBUTION_IDS = Object.keys(DISTRIBUTIONS).filter((id): id is DistributionId => id in DISTRIBUTIONS);

const PLAIN: readonly KnownImage[] = DISTRIBUTION_IDS.map((id) => ({
  names: DISTRIBUTIONS[id].images,
  on: id,
}));

/** Plain distributions come last: `registry.access.redhat.com/ubi9` is one, its `ubi9/nodejs-20` is not. */
const EXACT = new Map<string, KnownImage>();
const PREFIXES: { readonly prefix: string; readonly image: KnownImage }[] = [];
for (const image of [...OFFICIAL_IMAGES, ...PLAIN, ...VENDOR_IMAGES]) {
  for (const name of image.names) {
    if (name.endsWith("*")) PREFIXES.push({ prefix: name.slice(0, -1), image });
    else if (!EXACT.has(name)) EXACT.set(name, image);
  }
}

/** Registries where everybody has a corner: a name there says nothing unless its owner is in the table. */
const SHARED =
  /^(ghcr\.io|quay\.io|gcr\.io|registry\.gitlab\.com|public\.ecr\.aws|.*\.pkg\.dev|.*\.gcr\.io|cgr\.dev)$/;

/** Folders that say "this is a copy of Docker Hub" in a company's registry. */
const MIRROR_FOLDER = /docker|hub|librar|mirror|proxy|cache|remote|upstream|third|external|containers/i;

/** What the tables know of an image, looking through mirrors of Docker Hub. */
export function findImage(reference: ImageReference): FoundImage | null {
  const { registry, path } = reference;
  const name = registry === null ? path : `${registry}/${path}`;
  const image = lookUp(name);
  if (image !== null) return { image, name, mirrored: false };
  return registry === null ? null : findMirrored(registry, path);
}

function findMirrored(registry: string, path: string): FoundImage | null {
  const folders = path.split("/");
  for (let skip = 0; skip < folders.length; skip += 1) {
    const skipped = folders.slice(0, skip);
    const looksMirrored = skipped.some((folder) => MIRROR_FOLDER.test(folder));
    const mayMirror = looksMirrored || (skip === 0 && !SHARED.test(registry));
    const name = hubPath(folders.slice(skip).join("/"));
    const image = mayMirror ? lookUp(name) : null;
    if (image !== null) return { image, name, mirrored: true };
  }
  return null;
}

function lookUp(name: string): KnownImage | null {
  return EXACT.get(name) ?? PREFIXES.find(({ prefix }) => name.startsWith(prefix))?.image ?? null;
}

/** The distribution that a tag names (`3.12-slim-bookworm`); the last of several, as in `amazoncorretto-17-alpine`. */
export function distributionOfTag(tag: string): DistributionId | null {
  return lastSign(tag.split(/[-_]/));
}

/** Names of distributions that are hardly ever anything else in the name of an image. */
const NAME_SIGN =
  /^(alpine|debian|ubuntu|busybox|centos|fedora|rockylinux|almalinux|amazonlinux|oraclelinux|opensuse|archlinux|wolfi|distroless|windowsservercore|nanoserver|ubi\d|rhel\d)[\d.]*$/;

/** The distribution that the name of an image names (`anapsix/alpine-java`). */
export function distributionOfName(path: string): DistributionId | null {
  return lastSign(path.split(/[-_/]/).filter((word) => NAME_SIGN.test(word)));
}

function lastSign(words: readonly string[]): DistributionId | null {
  let found: DistributionId | null = null;
  for (const word of words)
    found = DISTRIBUTION_IDS.find((id) => DISTRIBUTIONS[id].sign?.test(word)) ?? found;
  return found;
}
