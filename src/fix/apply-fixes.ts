import type { Edit, Finding, Fix } from "../diagnostic.ts";
import { type TakenEdits, takenEdits } from "./taken-edits.ts";

export interface FixChoice {
  /** Make the unsafe ones too. */
  readonly unsafe: boolean;
  /** Files that must stay as they are; a fix that needs one of them is not made. None by default. */
  readonly mayEdit?: (file: string) => boolean;
}

export interface AppliedFixes {
  /** The new text of every file that changes. */
  readonly texts: ReadonlyMap<string, string>;
  /** The fixes made, in the order of their findings. */
  readonly fixes: readonly Fix[];
}

/**
 * Makes the fixes of as many findings as fit beside each other, in the order given; the first of two that touch
 * wins. Of each fix all edits are made, or none.
 */
export function applyFixes(
  sources: ReadonlyMap<string, string>,
  findings: readonly Finding[],
  { unsafe, mayEdit = () => true }: FixChoice,
): AppliedFixes {
  const fixes: Fix[] = [];
  const taken = new Map<string, TakenEdits>();
  const made = new Set<string>();
  for (const { fix } of findings) {
    if (fix === null || fix.edits.length === 0 || (fix.safety === "unsafe" && !unsafe)) continue;
    if (!fix.edits.every((edit) => mayEdit(edit.file) && isWithin(edit, sources.get(edit.file)))) continue;
    const key = JSON.stringify(fix.edits.map(({ file, start, end, text }) => [file, start, end, text]));
    if (made.has(key) || touchItself(fix.edits)) continue;
    if (fix.edits.some((edit) => taken.get(edit.file)?.isFree(edit) === false)) continue;
    made.add(key);
    fixes.push(fix);
    for (const edit of fix.edits) {
      const inFile = taken.get(edit.file) ?? takenEdits();
      taken.set(edit.file, inFile);
      inFile.take(edit);
    }
  }
  const texts = new Map<string, string>();
  for (const [file, edits] of taken) {
    const source = sources.get(file) ?? "";
    const text = applyEdits(source, edits.all);
    if (text !== source) texts.set(file, text);
  }
  return { texts, fixes };
}

/** The text with all edits made; they must not overlap. Insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

function isWithin(edit: Edit, source: string | undefined): boolean {
  return source !== undefined && 0 <= edit.start && edit.start <= edit.end && edit.end <= source.length;
}

/** Whether a fix contradicts itself; several insertions at one place do not. */
function touchItself(edits: readonly Edit[]): boolean {
  return edits.some((edit, index) =>
    edits
      .slice(index + 1)
      .some((other) => edit.file === other.file && edit.start < other.end && other.start < edit.end),
  );
}
