import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { Base } from "../start/base-image.ts";
import { findImage } from "../start/bases/find-image.ts";
import { readImageReference } from "../start/bases/image-reference.ts";
import type { Start } from "../start/start-command.ts";

/** Distributions as they are, and languages on top of them: what files they have beyond a distribution's is well known. */
const PLAIN_IMAGES: ReadonlySet<string> = new Set(
  `scratch alpine busybox debian ubuntu fedora centos rockylinux almalinux amazonlinux oraclelinux archlinux
  node python ruby golang rust php openjdk eclipse-temurin amazoncorretto nginx httpd redis memcached haproxy caddy`.split(
    /\s+/,
  ),
);

/** Whether an image is a known one that brings no scripts or shells besides its own few. */
export function isPlainImage({ image, config, assumption }: Base): boolean {
  const reference = readImageReference(image);
  const found = reference === null ? null : findImage(reference);
  return config !== null && assumption === null && found !== null && PLAIN_IMAGES.has(found.name);
}

/** Windows has other shells, paths and modes, of which siglint knows nothing. */
export function isForWindows(dockerfile: Dockerfile | null, { image, command }: Start): boolean {
  const [program] = command?.argv ?? [];
  return (
    dockerfile?.escape === "`" ||
    /windows|nanoserver|servercore|ltsc\d|dotnet\/framework/i.test(image.base.image) ||
    /\.(exe|cmd|bat|ps1)$|^(cmd|powershell|pwsh)$|^[A-Za-z]:[\\/]|%\w+%/i.test(program?.text ?? "")
  );
}

/** The base image's own start words, whose files it has. */
export function isOfBase({ config }: Base, name: string): boolean {
  const words = [...(config?.entrypoint ?? []), ...(config?.cmd ?? [])];
  return words.some((word) => word.slice(word.lastIndexOf("/") + 1) === name);
}
