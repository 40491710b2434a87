import { relative, resolve, sep } from "node:path";
import { type LayerCache, rememberLayers } from "../archive/layer-cache.ts";
import type { TargetOptions } from "./engine.ts";
import type { Invocation } from "./invocation.ts";
import type { Io } from "./io.ts";

type Named = Extract<Invocation, { paths: readonly string[] }>;

/** What the engine is asked for: paths as output shows them, standard input read where `-` names it. */
export async function readRequest(invocation: Named, io: Io): Promise<TargetOptions> {
  const normal = (path: string): string =>
    relative(io.cwd, resolve(io.cwd, path)).split(sep).join("/") || ".";
  const { images, baseImages } = invocation;
  const stdin = normal(invocation.stdinFilename);
  const paths = invocation.paths.map((path) => (path === "-" ? stdin : normal(path)));
  return {
    cwd: io.cwd,
    paths: [...new Set(paths)],
    ...(images.length + baseImages.length > 0 && { layers: await layersFor(invocation, io) }),
    ...(images.length > 0 && { images: [...new Set(images.map(normal))] }),
    ...(baseImages.length > 0 && {
      baseImages: baseImages.map(({ from, file }) => ({ from, file: normal(file) })),
    }),
    kind: invocation.kind,
    context: invocation.context === null ? null : normal(invocation.context),
    target: invocation.target,
    texts: new Map(invocation.paths.includes("-") ? [[stdin, await io.readStdin()]] : []),
  };
}

/** What is known of layers: by this run, and where that is wanted by earlier ones. */
async function layersFor({ cache }: Named, { env }: Io): Promise<LayerCache> {
  const { cacheFolder, openLayerFolder } = await import("./layer-folder.ts");
  const folder = cache ? cacheFolder(env) : null;
  return rememberLayers(folder === null ? null : openLayerFolder(folder));
}
