import { type Document, parseAllDocuments } from "yaml";
import type { Problem } from "../../span.ts";
import { buildNode } from "./build-node.ts";
import type { YamlNode } from "./node.ts";

/** One document of a YAML file. */
export interface YamlDocument {
  /** Null for an empty one. */
  readonly root: YamlNode | null;
  readonly problems: readonly Problem[];
}

/** The part of a file that one document stands in. */
export interface DocumentText {
  readonly start: number;
  readonly text: string;
}

/**
 * Cuts a file into its documents without reading them: `---` at the start of a line begins one, wherever it stands (YAML
 * 1.2.2, section 9.1.4, `c-forbidden`).
 */
export function splitDocuments(text: string): readonly DocumentText[] {
  const starts = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
  const bounds = [0, ...starts.filter((start) => start > 0), text.length];
  return bounds
    .slice(0, -1)
    .map((start, index) => ({ start, text: text.slice(start, bounds[index + 1]) }))
    .filter((document) => /^(?!---\s*$)[ \t]*[^\s#]/m.test(document.text));
}

/** Reads one document of a file, whole; offsets are those of the file. Never throws. */
export function readDocument(file: string, { start, text }: DocumentText): YamlDocument {
  try {
    const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
    const [first] = "empty" in documents ? [] : documents;
    return first === undefined ? { root: null, problems: [] } : documentOf(file, first, { start, text });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const span = { file, start, end: start };
    return { root: null, problems: [{ file, span, message: "is nested more deeply than siglint follows" }] };
  }
}

function documentOf(file: string, document: Document.Parsed, part: DocumentText): YamlDocument {
  const problems: Problem[] = document.errors.map(({ pos: [start, end], message }) => ({
    file,
    span: { file, start: part.start + start, end: part.start + end },
    message: `is not valid YAML: ${lowerFirst(message)}`,
  }));
  const { root, dangling } = buildNode(file, document.contents, part);
  return {
    root,
    problems: [
      ...problems,
      ...dangling.map(({ name, span }) => ({
        file,
        span,
        message: `*${name} stands for nothing: there is no &${name} above it, or it is part of that itself`,
      })),
    ],
  };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
