import { fileURLToPath } from "node:url";
import { diskTree } from "../context/disk-tree.ts";

/**
 * The page of a rule, markdown; null where this installation has none. The pages lie in `rules/` of the package: two
 * folders above this file, and above the part of the bundle that it becomes.
 */
export function readRulePage(id: string): string | null {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const read = diskTree(root).read(`rules/${id}.md`);
  return read.ok ? read.text : null;
}
