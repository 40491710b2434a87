import { imageFiles } from "../script/image-files.ts";
import { resolveStart } from "../start/resolve-start.ts";
import type { StartFacts } from "./start-facts.ts";

/** The stage above the target's that has a file of the build context at the path, as messages call it; null for none. */
export function findInOtherStages(
  path: string,
  { dockerfile, start, tree, context }: StartFacts,
): string | null {
  if (dockerfile === null) return null;
  const own = start.image.stage?.index ?? 0;
  for (const { index, name } of dockerfile.stages.slice(0, own).reverse()) {
    const resolved = resolveStart(dockerfile, { target: String(index) });
    if (!resolved.ok) continue;
    const files = imageFiles(resolved.start.image, tree, context, dockerfile.file);
    if (files.find(path).kind === "text") return name ?? String(index);
  }
  return null;
}
