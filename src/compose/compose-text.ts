import type { ContainerText } from "../container/container.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { Problem, Span } from "../span.ts";
import { findYamlComments } from "../yaml/comments.ts";
import { parseYaml } from "../yaml/parse.ts";
import { asMap, valueAt, type YamlMap } from "../yaml/value.ts";

/** A compose file as YAML; its documents lie over each other, the first first. */
export interface ComposeText {
  readonly file: string;
  readonly text: string;
  readonly documents: readonly YamlMap[];
  readonly problems: readonly Problem[];
}

/** The compose files of a run, each parsed once as long as its text stays the same. */
export interface ComposeTexts {
  parse(file: string, text: string): ComposeText;
  /** Null where there is no such file, or none that can be read. */
  read(file: string, tree: FileTree): ComposeText | null;
}

export function openComposeTexts(): ComposeTexts {
  const parsed = new Map<string, ComposeText>();
  const parse = (file: string, text: string): ComposeText => {
    const known = parsed.get(file);
    if (known?.text === text) return known;
    const made = parseComposeText(file, text);
    parsed.set(file, made);
    return made;
  };
  return {
    parse,
    read(file, tree) {
      const read = tree.read(file);
      return read.ok ? parse(file, read.text) : null;
    },
  };
}

function parseComposeText(file: string, text: string): ComposeText {
  const { documents, problems } = parseYaml(file, text);
  return { file, text, problems, documents: documents.flatMap((document) => asMap(document) ?? []) };
}

/** The services of a document, by name. */
export function servicesIn(document: YamlMap): YamlMap["entries"] {
  return asMap(valueAt(document, "services"))?.entries ?? new Map();
}

/** What ignore comments need: a comment above a setting of a service counts for all of its lines. */
export function commentedText({ file, text, documents }: ComposeText, isWhole: boolean): ContainerText {
  const comments = findYamlComments(file, text);
  const blocks = comments.length === 0 ? [] : documents.flatMap(settingSpans);
  return { file, text, comments, blocks, ...(!isWhole && { judged: [] }) };
}

function settingSpans(document: YamlMap): readonly Span[] {
  const services = [...servicesIn(document).values()].flatMap(({ value }) => asMap(value) ?? []);
  return services.flatMap(({ entries }) =>
    [...entries.values()].map(({ key, value }) => ({ ...key, end: Math.max(key.end, value.span.end) })),
  );
}
