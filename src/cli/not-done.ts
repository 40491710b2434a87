import type { Problem } from "../span.ts";
import type { TargetOptions } from "./engine.ts";

type Named = Pick<TargetOptions, "paths" | "images" | "baseImages">;

/** Whether a run could not do what it was asked for: something named, or the configuration, could not be read. */
export function isNotDone(
  problems: readonly Problem[],
  { paths = [], images = [], baseImages = [] }: Named,
): boolean {
  const named = [...paths, ...images, ...baseImages.map(({ file }) => file)];
  return problems.some(({ file, fatal }) => fatal === true || named.includes(file));
}
