import { joinPath } from "../context/paths.ts";
import type { Span } from "../span.ts";
import type { Build } from "./build.ts";

/** A build as a file describes it; null is what the file does not say. */
export interface BuildDescription {
  /** As written: a folder, or an address. */
  readonly context: string | null;
  readonly dockerfile: string | null;
  readonly stage: string | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly images: readonly string[];
  readonly span: Span;
}

/** The folders, relative to the working directory, that the paths of a description start at. */
export interface BuildFolders {
  readonly context: string;
  /** `context`: the Dockerfile's path starts at the build context. */
  readonly dockerfile: string | "context";
}

/** The build that is described; null where its context or Dockerfile is not a path below a folder of this checkout. */
export function describeBuild(described: BuildDescription, folders: BuildFolders): Build | null {
  const { context: written, dockerfile, stage, buildArgs, images, span } = described;
  if (isElsewhere(written ?? ".") || dockerfile?.startsWith("/") === true) return null;
  const context = joinPath(folders.context, written ?? ".");
  const above = dockerfile === null || folders.dockerfile === "context" ? context : folders.dockerfile;
  return { dockerfile: joinPath(above, dockerfile ?? "Dockerfile"), context, stage, buildArgs, images, span };
}

/** An address, or a path of some machine (https://docs.docker.com/build/concepts/context/#remote-context). */
function isElsewhere(context: string): boolean {
  return /^(\w+:\/\/|git@|github\.com\/|\/|~)/.test(context) || context === "-" || context.includes("$");
}
