import type { Edit } from "../diagnostic.ts";
import type { Span } from "../span.ts";
import type { Checked } from "./checked.ts";

/** The targets that what is edited may change. */
export interface Readers {
  about(edit: Edit): readonly Checked[];
}

/** The targets that depend on a file: on all of it, or on parts of it, which do not overlap. */
interface FileReaders {
  readonly whole: Checked[];
  /** By where a part begins. */
  readonly parts: Map<number, PartReaders>;
}

interface PartReaders {
  readonly part: Span;
  readonly readers: Checked[];
}

/** Looked through once, since there may be thousands of targets, and as many edits. */
export function readersAmong(all: readonly Checked[]): Readers {
  const files = new Map<string, FileReaders>();
  for (const checked of all)
    for (const file of new Set([...checked.sources.keys(), ...(checked.parts?.keys() ?? [])]))
      addReader(checked, file, files);
  const sorted = new Map(
    [...files].map(([file, { whole, parts }]) => [
      file,
      { whole, parts: [...parts.values()].sort((one, other) => one.part.start - other.part.start) },
    ]),
  );
  return {
    about({ file, start, end }) {
      const here = sorted.get(file);
      if (here === undefined) return [];
      const found: Checked[] = [...here.whole];
      for (let index = firstTouched(here.parts, start); index < here.parts.length; index++) {
        const each = here.parts[index];
        if (each === undefined || each.part.start > end) break;
        found.push(...each.readers);
      }
      return found;
    },
  };
}

function addReader(checked: Checked, file: string, files: Map<string, FileReaders>): void {
  const known: FileReaders = files.get(file) ?? { whole: [], parts: new Map() };
  files.set(file, known);
  const parts = checked.parts?.get(file);
  if (parts === undefined) known.whole.push(checked);
  for (const part of parts ?? []) {
    const readers = known.parts.get(part.start)?.readers;
    if (readers === undefined) known.parts.set(part.start, { part, readers: [checked] });
    else readers.push(checked);
  }
}

/** The index of the first part that ends where the offset is, or behind it. */
function firstTouched(parts: readonly PartReaders[], offset: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.part.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
