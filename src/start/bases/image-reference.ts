/** The parts of an image reference, as `docker pull` reads it. */
export interface ImageReference {
  /** Null for Docker Hub. */
  readonly registry: string | null;
  /** Docker Hub's `library/` left out; the registry left out. */
  readonly path: string;
  /** `latest` where neither a tag nor a digest stands; null where only a digest stands. */
  readonly tag: string | null;
  /** A variable nobody knows stands in the tag. */
  readonly tagUnsure: boolean;
}

const HUB = new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
  "mirror.gcr.io",
]);

/** Namespaces of Docker Hub that hold the official images for one architecture each. */
const ARCHITECTURE = /^(amd64|arm32v[567]|arm64v8|i386|ppc64le|s390x|riscv64|mips64le)\/(?=[^/]+$)/;

/** Stands for a variable nobody knows; no character of a reference. */
const HOLE = "*";

/**
 * Takes a reference apart. A variable that could not be expanded (`${VERSION}`) may stand in the tag, and as the
 * registry in front; null where it stands anywhere else.
 * https://docs.docker.com/reference/cli/docker/image/tag/
 */
export function readImageReference(image: string): ImageReference | null {
  const text = image.replace(/\$\{[^}]*(?:\}|$)|\$\w+/g, HOLE).replace(/@sha\d{1,4}:[\s\S]*$|@\*$/, "@");
  const digested = text.endsWith("@");
  const named = digested ? text.slice(0, -1) : text;
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? (digested ? null : "latest") : named.slice(colon + 1);
  const { registry, path } = splitRegistry(name);
  if (path === "" || path.includes(HOLE)) return null;
  return { registry, path, tag, tagUnsure: tag?.includes(HOLE) ?? true };
}

function splitRegistry(name: string): { readonly registry: string | null; readonly path: string } {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  if (first === "" && name.startsWith(HOLE)) return { registry: HOLE, path: name.slice(1) };
  const isRegistry = /[.:*]/.test(first) || first === "localhost";
  const registry = isRegistry ? first : null;
  const path = isRegistry ? name.slice(slash + 1) : name;
  if (registry === null || HUB.has(registry)) return { registry: null, path: hubPath(path) };
  if (registry === "public.ecr.aws" && path.startsWith("docker/")) {
    return { registry: null, path: hubPath(path.slice("docker/".length)) };
  }
  return { registry, path };
}

/** Docker Hub's name of a repository: `library/` and the official images' architecture left out. */
export function hubPath(path: string): string {
  return path.replace(/^library\/(?=[^/]+$)/, "").replace(ARCHITECTURE, "");
}

/** The reference as it stands in a sentence: a digest is no help to a reader. */
export function showImage(image: string): string {
  return image.replace(/@sha\d{1,4}:[\s\S]*$/, "");
}
