import { parseAllDocuments } from "yaml";
import type { Problem } from "../span.ts";
import { isNestedTooDeep } from "./nesting.ts";
import { type NodeReading, readNode } from "./read-node.ts";
import type { YamlValue } from "./value.ts";

/** What a YAML file holds: the documents as far as they can be read, null for one that is empty. */
export interface YamlFile {
  readonly documents: readonly (YamlValue | null)[];
  readonly problems: readonly Problem[];
}

/**
 * Reads YAML. Total: a text that is none is a problem at its first fault, and has no documents. Everything is text here
 * (the failsafe schema), so that what looks like a number or a date stays as it is written.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const parsed = parse(text);
  if (parsed === null) return refused({ file, span: null, message: "is nested too deeply to be read" });
  const [error] = parsed.flatMap(({ errors }) => errors);
  if (error !== undefined) {
    // What is missing at the end of a text is told to be missing one character behind it.
    const start = Math.min(error.pos[0], text.length);
    const end = Math.min(error.pos[1], text.length);
    const template = /\{\{/.test(text)
      ? "; a template has to be rendered first, and what comes out of it can be read"
      : "";
    const message = `is not valid YAML: ${lowerFirst(error.message)}${template}`;
    return refused({ file, span: { file, start, end: Math.max(start, end) }, message });
  }
  const reading: NodeReading = {
    file,
    source: text,
    problems: [],
    values: new Map(),
    anchors: new Map(),
    merged: 0,
  };
  const documents = parsed.map(({ contents }) => {
    reading.anchors.clear();
    return contents === null ? null : readNode(contents, reading);
  });
  return { documents, problems: reading.problems };
}

function parse(text: string) {
  if (isNestedTooDeep(text)) return null;
  try {
    const documents = parseAllDocuments(text, {
      schema: "failsafe",
      // Comparing each key with all others takes too long in large files.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    return "empty" in documents ? [] : documents;
  } catch {
    // The parser goes down by recursion.
    return null;
  }
}

function refused(problem: Problem): YamlFile {
  return { documents: [], problems: [problem] };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
