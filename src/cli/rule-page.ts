import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { diskTree } from "../context/disk-tree.ts";

const root = join(import.meta.dirname, "../..");

/**
 * The page of a rule, markdown; null where this installation has none. The pages lie in `rules/` of the package: two
 * folders above this file, and above the part of the bundle that it becomes.
 */
export function readRulePage(id: string): string | null {
  const read = diskTree(root).read(pathOf(id));
  return read.ok ? read.text : null;
}

/** Where that page lies, as a `file:` URI; null where this installation has none. */
export function rulePageUri(id: string): string | null {
  const { kind } = diskTree(root).entry(pathOf(id));
  return kind === "file" ? pathToFileURL(join(root, pathOf(id))).href : null;
}

function pathOf(id: string): string {
  return `rules/${id}.md`;
}
