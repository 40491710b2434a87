import { relative, resolve, sep } from "node:path";
import { type LayerCache, rememberLayers } from "../archive/layer-cache.ts";
import type { Invocation } from "./arguments/invocation.ts";
import { cachePath } from "./cache/cache-folder.ts";
import type { TargetOptions } from "./engine.ts";
import type { Io } from "./io.ts";

type Named = Extract<Invocation, { paths: readonly string[] }>;

/** Why nothing is asked for. */
export const STDIN_TOO_LARGE =
  "standard input is larger than 64 MiB, more than siglint reads: give it in parts, or name files";

/**
 * What the engine is asked for: paths as output shows them, standard input read where `-` names it; null where that is
 * too large.
 */
export async function readRequest(invocation: Named, io: Io): Promise<TargetOptions | null> {
  const normal = (path: string): string =>
    relative(io.cwd, resolve(io.cwd, path)).split(sep).join("/") || ".";
  const { images, baseImages } = invocation;
  const stdin = normal(invocation.stdinFilename);
  const paths = invocation.paths.map((path) => (path === "-" ? stdin : normal(path)));
  const text = invocation.paths.includes("-") ? await io.readStdin() : undefined;
  if (text === null) return null;
  return {
    cwd: io.cwd,
    disk: io.disk,
    paths: [...new Set(paths)],
    ...(images.length + baseImages.length > 0 && { layers: await layersFor(invocation, io) }),
    ...(images.length > 0 && { images: [...new Set(images.map(normal))] }),
    ...(baseImages.length > 0 && {
      baseImages: baseImages.map(({ from, file }) => ({ from, file: normal(file) })),
    }),
    kind: invocation.kind,
    context: invocation.context === null ? null : normal(invocation.context),
    target: invocation.target,
    texts: new Map(text === undefined ? [] : [[stdin, text]]),
  };
}

/** What is known of layers: by this run, and where that is wanted by earlier ones. */
async function layersFor({ cache }: Named, { cwd, env }: Io): Promise<LayerCache> {
  const { openLayerFolder } = await import("./cache/layer-folder.ts");
  const folder = cache ? cachePath(env, "layers") : null;
  return rememberLayers(folder === null ? null : openLayerFolder(folder, cwd));
}
