import { relative, resolve, sep } from "node:path";
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
