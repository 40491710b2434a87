import type { Child, Entry, FileTree, ReadResult } from "../../context/file-tree.ts";
import type { Io } from "../io.ts";

/** What a run can look at outside of itself. */
export const LOOKS = ["env", "terminal", "entry", "children", "read"] as const;
export type LookKind = (typeof LOOKS)[number];

/** One look: of which kind, on which of the run's disks (0 for what is on none), at what, and what was seen there. */
export type Look = readonly [kind: LookKind, disk: number, name: string, seen: string];

/** A disk that a run has opened: the working directory, and the paths that were named. */
export type OpenedDisk = readonly [cwd: string, named: readonly string[]];

/** All that can be looked at, as texts that are the same exactly when what is there is the same. */
export const seenAs = {
  env: (value: string | undefined): string => (value === undefined ? "" : `=${value}`),
  terminal: (isTerminal: boolean): string => String(isTerminal),
  entry: (entry: Entry): string => JSON.stringify(entry),
  children: (children: readonly Child[] | null): string => JSON.stringify(children),
  read: (result: ReadResult): string => {
    if (result.ok) return `=${result.text}`;
    return result.why === "too-large" ? `${result.why} ${result.beginning}` : result.why;
  },
};

/** Whether all is as it was seen; the first difference is enough. */
export function isAsSeen(disks: readonly OpenedDisk[], looks: readonly Look[], io: Io): boolean {
  const trees = disks.map(([cwd, named]) => io.disk(cwd, named));
  return looks.every(([kind, disk, name, seen]) => see(kind, name, trees[disk], io) === seen);
}

/** Null where there is no such disk. */
function see(kind: LookKind, name: string, tree: FileTree | undefined, io: Io): string | null {
  if (kind === "env") return seenAs.env(io.env[name]);
  if (kind === "terminal")
    return seenAs.terminal(name === "stdout" ? io.stdoutIsTerminal : io.stderrIsTerminal);
  if (tree === undefined) return null;
  switch (kind) {
    case "entry":
      return seenAs.entry(tree.entry(name));
    case "children":
      return seenAs.children(tree.children(name));
    case "read":
      return seenAs.read(tree.read(name));
  }
}
