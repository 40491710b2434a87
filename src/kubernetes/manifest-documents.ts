import type { Problem } from "../span.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { YamlValue } from "../yaml/value.ts";
import { isTemplated, withoutActions } from "./template-text.ts";

/** One document of a file of manifests. */
export interface ManifestDocument {
  readonly root: YamlValue;
  /** The file that it stands in. */
  readonly source: string;
}

export interface ManifestDocuments {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly Problem[];
}

/** The part of a file that one document stands in. */
interface Part {
  readonly start: number;
  readonly text: string;
}

/** How many characters are read in all, where a file is read again because of faults in it. */
const MOST_READ = 4 * 1024 * 1024;

/**
 * Reads those documents of a file that `isWanted`: reading YAML is slow, and most have no containers. What cannot be read
 * is a problem; of a template, which is no YAML yet, it is left alone.
 */
export function readDocuments(
  file: string,
  text: string,
  isWanted: (text: string) => boolean,
): ManifestDocuments {
  let parts = splitDocuments(text).filter((part) => isWanted(part.text));
  const problems: Problem[] = [];
  const filledIn = new Set<number>();
  let left = MOST_READ;
  while (parts.length > 0 && left > 0) {
    const read = parseYaml(file, asFile(parts, text.length));
    left -= text.length;
    const [fault] = read.documents.length === 0 ? read.problems : [];
    if (fault === undefined) {
      const documents = read.documents.flatMap((root) => (root === null ? [] : [{ root, source: text }]));
      return { documents, problems: [...problems, ...read.problems] };
    }
    const start = fault.span?.start ?? null;
    const broken = start === null ? undefined : parts.findLast((part) => part.start <= start);
    if (broken === undefined) return { documents: [], problems: [...problems, fault] };
    const isTemplate = isTemplated(text.slice(broken.start, broken.start + broken.text.length));
    if (!isTemplate) problems.push(fault);
    const blanked = isTemplate && !filledIn.has(broken.start) ? withoutActions(broken.text) : null;
    filledIn.add(broken.start);
    parts = parts.flatMap((part) =>
      part !== broken ? [part] : blanked === null ? [] : [{ ...part, text: blanked }],
    );
  }
  return { documents: [], problems };
}

/** `---` at the start of a line begins a document wherever it stands (YAML 1.2.2, section 9.1.4, `c-forbidden`). */
function splitDocuments(text: string): readonly Part[] {
  const starts = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index).filter((start) => start > 0);
  return [0, ...starts].map((start, index) => ({ start, text: text.slice(start, starts[index]) }));
}

/** A file of this length in which each part stands in its place, and nothing else. */
function asFile(parts: readonly Part[], length: number): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, text } of parts) {
    pieces.push(commentOf(start - at), text);
    at = start + text.length;
  }
  return `${pieces.join("")}${commentOf(length - at)}`;
}

/** A line of its own, so that no block scalar above goes on in it. */
function commentOf(length: number): string {
  return length < 2 ? "#".repeat(length) : `#${" ".repeat(length - 2)}\n`;
}
