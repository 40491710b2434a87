import type { Edit, Fix, TargetId } from "../diagnostic.ts";
import type { Span } from "../span.ts";
import { applyEdits } from "./apply-fixes.ts";
import type { Checked } from "./checked.ts";
import { type Excerpt, excerptOf, wholeText } from "./excerpt.ts";
import type { Readers } from "./readers.ts";

/**
 * Judges the targets of these names in a file anew, with `texts` in place of what stands in those files; none where it
 * cannot be read then.
 */
export type CheckAgain = (
  file: Pick<TargetId, "kind" | "file">,
  texts: ReadonlyMap<string, string>,
  names: ReadonlySet<TargetId["name"]>,
) => readonly Checked[];

/** What a fix does to the targets that it touches. */
export interface Trial {
  /** Each as it is, and as it would be; null where it cannot be read then. */
  readonly targets: ReadonlyMap<Checked, Checked | null>;
  /**
   * Where a span begins in what was judged then, at the first and at the last: the fix may have put something in front.
   * Null where it is in none of that.
   */
  placeAfter(span: Span): readonly [number, number] | null;
}

/**
 * Makes a fix, and judges every target that it touches. Of a file whose targets depend on parts of it only those parts
 * are read again: there may be thousands of others.
 */
export function tryFix({ edits }: Fix, readers: Readers, checkAgain: CheckAgain): Trial {
  const touched = [...new Set(edits.flatMap((edit) => readers.about(edit)))];
  const excerpts = excerptsFor(touched, edits);
  const moved = edits.map((edit) => movedEdit(edit, excerpts));
  const texts = new Map(
    [...excerpts].map(([file, { text }]) => [file, applyEdits(text, editsIn(file, moved))] as const),
  );
  return {
    targets: checkEach(touched, texts, checkAgain),
    placeAfter({ file, start }) {
      const place = excerpts.get(file)?.placeOf(start) ?? (excerpts.has(file) ? null : start);
      return place === null ? null : placeAfter(place, editsIn(file, moved));
    },
  };
}

function editsIn(name: string, edits: readonly Edit[]): readonly Edit[] {
  return edits.filter(({ file }) => file === name);
}

/** What is read again of the files that are edited, and of those that describe the targets. */
function excerptsFor(touched: readonly Checked[], edits: readonly Edit[]): ReadonlyMap<string, Excerpt> {
  const sources = new Map(touched.flatMap((checked) => [...checked.sources]));
  const described = touched.flatMap(({ parts }) => [...(parts?.keys() ?? [])]);
  const files = new Set([...edits.map(({ file }) => file), ...described]);
  return new Map([...files].map((file) => [file, excerptFor(file, sources.get(file) ?? "", touched, edits)]));
}

function excerptFor(
  file: string,
  text: string,
  touched: readonly Checked[],
  edits: readonly Edit[],
): Excerpt {
  const readers = touched.filter(({ sources }) => sources.has(file));
  const parts = readers.map((checked) => checked.parts?.get(file) ?? null);
  if (parts.includes(null)) return wholeText(text);
  const excerpt = excerptOf(
    text,
    parts.flatMap((each) => each ?? []),
  );
  const isInside = ({ start, end }: Edit): boolean =>
    excerpt.placeOf(start) !== null && excerpt.placeOf(end) !== null;
  return editsIn(file, edits).every(isInside) ? excerpt : wholeText(text);
}

function movedEdit(edit: Edit, excerpts: ReadonlyMap<string, Excerpt>): Edit {
  const excerpt = excerpts.get(edit.file);
  const isInsertion = edit.start === edit.end;
  const place =
    (isInsertion ? excerpt?.placeForInsertion(edit.start) : excerpt?.placeOf(edit.start)) ?? edit.start;
  return { ...edit, start: place, end: place + edit.end - edit.start };
}

function checkEach(
  touched: readonly Checked[],
  texts: ReadonlyMap<string, string>,
  checkAgain: CheckAgain,
): Trial["targets"] {
  const byFile = new Map<string, Checked[]>();
  for (const checked of touched) {
    const key = `${checked.id.kind} ${checked.id.file}`;
    const known = byFile.get(key);
    if (known === undefined) byFile.set(key, [checked]);
    else known.push(checked);
  }
  const targets = new Map<Checked, Checked | null>();
  for (const here of byFile.values()) {
    const [first] = here;
    if (first === undefined) continue;
    const again = checkAgain(first.id, texts, new Set(here.map(({ id }) => id.name)));
    const after = new Map(again.map((each) => [each.id.name, each]));
    for (const checked of here) targets.set(checked, after.get(checked.id.name) ?? null);
  }
  return targets;
}

function placeAfter(start: number, edits: readonly Edit[]): readonly [number, number] {
  const first = edits
    .filter((edit) => edit.start < start)
    .reduce((place, edit) => place + edit.text.length - (edit.end - edit.start), start);
  const inFront = edits.filter((edit) => edit.start === start);
  return [first, inFront.reduce((place, { text }) => place + text.length, first)];
}
