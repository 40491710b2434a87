import type { Problem } from "../span.ts";
import { moveProblem, moveValue } from "../yaml/moved-value.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { YamlValue } from "../yaml/value.ts";
import { listItems } from "./list-items.ts";
import { isTemplated, withoutActions } from "./template-text.ts";

/** One document of a file of manifests. */
export interface ManifestDocument {
  readonly root: YamlValue;
  /** The file that it stands in. */
  readonly source: string;
  /** Where it begins, with its `---`, and where the next one does; of an item of a List where that stands. */
  readonly start: number;
  readonly end: number;
}

export interface ManifestDocuments {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly Problem[];
}

/** What one text has come to, its places counted from its beginning. */
type Parsed = Pick<ManifestDocuments, "problems"> & { readonly roots: readonly YamlValue[] };

/** What was parsed in a run, by file and text: to try a fix, one document of many is read anew. */
export type ParsedTexts = Map<string, Map<string, Parsed>>;

/**
 * Reads those documents of a file that `isWanted`: reading YAML is slow, and most have no containers. What cannot be read
 * is a problem, and leaves the others alone; of a template, which is no YAML yet, it is none.
 */
export function readDocuments(
  { file, text, parts }: ManifestFile,
  parsed: ParsedTexts,
  isWanted: (text: string) => boolean,
): ManifestDocuments {
  const known = parsed.get(file) ?? new Map<string, Parsed>();
  parsed.set(file, known);
  const documents: ManifestDocument[] = [];
  const problems: Problem[] = [];
  for (const { start, end } of parts) {
    const own = text.slice(start, end);
    if (!isWanted(own)) continue;
    const read = known.get(own) ?? parseDocument(file, own);
    known.set(own, read);
    problems.push(...read.problems.map((problem) => moveProblem(problem, start)));
    documents.push(...read.roots.map((root) => ({ root: moveValue(root, start), source: text, start, end })));
  }
  return { documents, problems };
}

function parseDocument(file: string, text: string): Parsed {
  const read = parseYaml(file, text);
  const isTemplate = isTemplated(text);
  const isRead = read.documents.length > 0 || read.problems.length === 0;
  const { documents, problems } = isRead || !isTemplate ? read : parseYaml(file, withoutActions(text));
  const roots = documents.filter((root) => root !== null);
  return { roots, problems: isTemplate ? [] : problems };
}

/** A file, and where its documents stand in it, or what of them can be read by itself. */
export interface ManifestFile {
  readonly file: string;
  readonly text: string;
  readonly parts: readonly Pick<ManifestDocument, "start" | "end">[];
}

/**
 * `---` at the start of a line begins a document wherever it stands (YAML 1.2.2, section 9.1.4, `c-forbidden`). Of a List
 * each item counts as a document.
 */
export function splitFile(file: string, text: string): ManifestFile {
  const found = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index).filter((start) => start > 0);
  const starts = [0, ...found];
  const parts = starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length;
    const items = listItems(text.slice(start, end));
    return items?.map((item) => ({ start: start + item.start, end: start + item.end })) ?? [{ start, end }];
  });
  return { file, text, parts };
}
