import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OpenDisk } from "../context/file-tree.ts";
import type { RulePages } from "../lsp/rule-pages.ts";

const root = join(import.meta.dirname, "../..");

/** They lie in `rules/` of the package: two folders above this file, and above the part of the bundle that it becomes. */
export function rulePages(disk: OpenDisk): RulePages {
  const tree = disk(root);
  return {
    text(id) {
      const read = tree.read(pathOf(id));
      return read.ok ? read.text : null;
    },
    uri(id) {
      const { kind } = tree.entry(pathOf(id));
      return kind === "file" ? pathToFileURL(join(root, pathOf(id))).href : null;
    },
  };
}

function pathOf(id: string): string {
  return `rules/${id}.md`;
}
