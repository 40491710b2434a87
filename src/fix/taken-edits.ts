import type { Edit } from "../diagnostic.ts";

/** Edits of one file, none of which gets in the way of another fix. */
export interface TakenEdits {
  /** In the order of their places; insertions at one place in the order in which they were taken. */
  readonly all: readonly Edit[];
  /** Whether an edit of another fix than all before gets in nobody's way. */
  readonly isFree: (edit: Edit) => boolean;
  /** The edits of one fix may lie side by side, but must not overlap. */
  readonly take: (edit: Edit) => void;
}

/** Nothing is taken yet. A file may have many thousand edits: each is compared with those around it alone. */
export function takenEdits(): TakenEdits {
  const all: Edit[] = [];
  /** How many edits stand before, or at, what `isBefore` holds of. */
  const countWhere = (isBefore: (edit: Edit) => boolean): number => {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const edit = all[middle];
      if (edit !== undefined && isBefore(edit)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    all,
    isFree(edit) {
      const from = countWhere(({ end }) => end < edit.start);
      const to = countWhere(({ start }) => start <= edit.end);
      return !all.slice(from, to).some((other) => touch(edit, other));
    },
    take(edit) {
      const { start, end } = edit;
      const at = countWhere((other) => other.start < start || (other.start === start && other.end <= end));
      all.splice(at, 0, edit);
    },
  };
}

/** Whether two edits of different fixes get in each other's way; an insertion at the edge of another edit does too. */
function touch(one: Edit, other: Edit): boolean {
  const insertion = one.start === one.end || other.start === other.end;
  return insertion
    ? one.start <= other.end && other.start <= one.end
    : one.start < other.end && other.start < one.end;
}
