import type { Rulebook } from "../check-run.ts";
import { byCodeUnit } from "../context/code-units.ts";
import { diskTree } from "../context/disk-tree.ts";
import type { FileTree } from "../context/file-tree.ts";
import { overlayTree } from "../context/overlay-tree.ts";
import { rememberedTree } from "../context/remembered-tree.ts";
import { type FileChange, isConcerned } from "./footprint.ts";
import { type Judgement, judgeAlone, reads } from "./judgement.ts";
import { byNearness, findWanted, mayMoveTargets, type WalkedRoots } from "./wanted-files.ts";

/** A folder of the editor, and what is known of its Dockerfiles. Paths as `FileTree.locate` spells them. */
export interface Project {
  /** The texts of the open files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The files as they are now, the open ones as they are in the editor. */
  readonly tree: () => FileTree;
  /** A file is opened or edited; null where it is closed. */
  readonly setText: (path: string, text: string | null) => void;
  /** Something happened on disk. */
  readonly change: (change: FileChange) => void;
  /** Judges what has to be judged, the nearest first, and stops after a while. */
  readonly refresh: () => Promise<Refreshed>;
  /** The Dockerfiles that are this file, or come to it, in the order of the alphabet. */
  readonly readersOf: (path: string) => readonly Judgement[];
}

/** All is judged, or there is more to judge, or something changed meanwhile. */
export type Refreshed = "done" | "more" | "changed";

/** Milliseconds in which as much is judged as can be before it is told. */
const WHILE = 50;

/** Remembers what each Dockerfile has looked at, so that a change costs no more than the Dockerfiles it concerns. */
export function openProject(cwd: string, rulebook: Rulebook): Project {
  const texts = new Map<string, string>();
  const judgements = new Map<string, Judgement>();
  const roots: WalkedRoots = new Map();
  let changes = 0;

  const tree = (): FileTree => overlayTree(diskTree(cwd), Object.fromEntries(texts));
  const change = (happened: FileChange): void => {
    changes += 1;
    if (happened.kind === "existence" && mayMoveTargets(happened.path, tree(), roots)) roots.clear();
    for (const { file, footprint } of judgements.values())
      if (isConcerned(footprint, happened)) judgements.delete(file);
  };
  const textAt = (path: string): string | null => {
    const read = tree().read(path);
    return read.ok ? read.text : null;
  };
  return {
    texts,
    tree,
    change,
    setText(path, text) {
      const before = textAt(path);
      if (text === null) texts.delete(path);
      else texts.set(path, text);
      const after = textAt(path);
      changes += 1;
      if (before !== after) change({ path, kind: before === null || after === null ? "existence" : "text" });
    },
    async refresh() {
      const started = changes;
      const time = performance.now();
      const disk = rememberedTree(diskTree(cwd));
      const open = [...texts.keys()];
      const wanted = findWanted(overlayTree(disk, Object.fromEntries(texts)), open, roots);
      for (const file of judgements.keys()) if (!wanted.has(file)) judgements.delete(file);
      const missing = [...wanted.keys()].filter((file) => !judgements.has(file));
      for (const file of byNearness(missing, open)) {
        const kind = wanted.get(file) ?? "dockerfile";
        judgements.set(file, await judgeAlone({ file, kind }, disk, texts, rulebook));
        await new Promise(setImmediate);
        if (changes !== started) return "changed";
        if (performance.now() - time > WHILE) return "more";
      }
      return "done";
    },
    readersOf: (path) =>
      [...judgements.values()]
        .filter((judgement) => reads(judgement, path))
        .sort((one, other) => byCodeUnit(one.file, other.file)),
  };
}
