import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, type Scalar } from "yaml";
import type { Span } from "../../span.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "./node.ts";
import type { DocumentText } from "./read-documents.ts";
import { scalarText } from "./scalar-text.ts";

/** An alias that stands for nothing. */
interface Dangling {
  readonly name: string;
  readonly span: Span;
}

interface Built {
  readonly root: YamlNode | null;
  readonly dangling: readonly Dangling[];
}

/** The nodes of the library as ours. An anchor counts from its end on, so no node can hold itself. */
export function buildNode(file: string, root: unknown, part: DocumentText): Built {
  const anchors = new Map<string, YamlNode>();
  const dangling: Dangling[] = [];
  const spanOf = (node: Node | null): Span => {
    const [start, end] = node?.range ?? [0, 0];
    return { file, start: part.start + start, end: part.start + end };
  };
  const build = (node: unknown, around: Span, inFlow: boolean): YamlNode => {
    if (isAlias(node)) {
      const known = anchors.get(node.source);
      if (known !== undefined) return known;
      dangling.push({ name: node.source, span: spanOf(node) });
      return nothing(spanOf(node));
    }
    if (!isScalar(node) && !isCollection(node)) return nothing(around);
    const built = isScalar(node) ? scalar(node, inFlow) : collection(node, inFlow || node.flow === true);
    if (node.anchor !== undefined) anchors.set(node.anchor, built);
    return built;
  };
  const scalar = (node: Scalar, inFlow: boolean): YamlScalar => ({
    kind: "scalar",
    value: plainValue(node.value),
    text: () => scalarText(file, node, part, inFlow),
    span: spanOf(node),
    tag: node.tag ?? null,
  });
  const collection = (node: Node, inFlow: boolean): YamlNode => {
    const placed = { span: spanOf(node), tag: node.tag ?? null };
    if (isSeq(node))
      return { kind: "list", items: node.items.map((item) => build(item, placed.span, inFlow)), ...placed };
    const entries: YamlEntry[] = [];
    const merges: YamlMap[] = [];
    for (const pair of isMap(node) ? node.items : []) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const keySpan = spanOf(pair.key);
      const value = build(pair.value, { file, start: keySpan.end, end: keySpan.end }, inFlow);
      // As go-yaml and compose read it: https://yaml.org/type/merge.html.
      if (pair.key.value === "<<" && pair.key.type === "PLAIN") merges.push(...mapsOf(value));
      else entries.push({ key: pair.key.source ?? String(pair.key.value), keySpan, value });
    }
    return { kind: "map", entries, merges, ...placed };
  };
  const start = { file, start: part.start, end: part.start };
  return { root: root === null ? null : build(root, start, false), dangling };
}

function mapsOf(node: YamlNode): readonly YamlMap[] {
  if (node.kind === "map") return [node];
  return node.kind === "list" ? node.items.flatMap((item) => (item.kind === "map" ? [item] : [])) : [];
}

function nothing(span: Span): YamlScalar {
  return {
    kind: "scalar",
    value: null,
    text: () => ({ text: "", file: span.file, pieces: [] }),
    span,
    tag: null,
  };
}

function plainValue(value: unknown): YamlScalar["value"] {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return value;
    default:
      return null;
  }
}
