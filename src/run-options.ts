import { diskTree } from "./context/disk-tree.ts";
import type { FileTree, OpenDisk } from "./context/file-tree.ts";
import { memoryTree } from "./context/memory-tree.ts";
import { overlayTree } from "./context/overlay-tree.ts";
import { rememberedTree } from "./context/remembered-tree.ts";
import type { ExplainOptions, InMemory, OnDisk } from "./library-options.ts";
import type { RunOptions } from "./run.ts";

/** Options, and how to get at the disk where somebody listens to that. */
type Given = ExplainOptions & { readonly disk?: OpenDisk };

/** The options of a run; `ruleIds` are the rules that configuration may speak of. */
export function runOptions(options: Given, ruleIds: readonly string[]): RunOptions {
  const { kind = null, context = null, target = null, texts, shell = null, base = null } = options;
  const { images = [], baseImages = [], layers } = options;
  const paths = options.paths ?? (images.length === 0 ? ["."] : []);
  const archives = [...images, ...baseImages.map(({ file }) => file)];
  const named = [...paths, ...archives, ...(context === null ? [] : [context])];
  const below = treeOf(options, named);
  const tree =
    texts === undefined || texts.size === 0 ? below : overlayTree(below, Object.fromEntries(texts));
  const bases = baseImages.map(({ from, file }) => ({ from, file: tree.locate(file) }));
  return {
    ...{ tree, paths, kind, context, stage: target, shell, base, ruleIds },
    ...{ images: images.map(tree.locate), bases, ...(layers !== undefined && { layers }) },
  };
}

function treeOf(options: (OnDisk | InMemory) & Pick<Given, "disk">, named: readonly string[]): FileTree {
  if (options.files !== undefined) return memoryTree(options.files, options.cwd);
  const { disk = diskTree } = options;
  return rememberedTree(disk(options.cwd, named));
}
