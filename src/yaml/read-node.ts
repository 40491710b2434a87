import { isAlias, isCollection, isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { wholeFile } from "../mapped-text.ts";
import type { Problem, Span } from "../span.ts";
import { scalarText } from "./scalar-text.ts";
import type { ScalarStyle, YamlEntry, YamlScalar, YamlValue } from "./value.ts";

/** The state of reading one file. */
export interface NodeReading {
  readonly file: string;
  readonly source: string;
  readonly problems: Problem[];
  /** Each node once, however many aliases lead to it; `pending` while it is read. */
  readonly values: Map<unknown, YamlValue | "pending">;
  /** The nodes that have an anchor, as far as the document is read: of one name the last (YAML 1.2.2, section 7.1). */
  readonly anchors: Map<string, unknown>;
  /** How many entries merge keys have brought. */
  merged: number;
}

/** More entries than anybody merges, and few enough to be quick. */
const MOST_MERGED = 100_000;

/** A node with what its aliases stand for. Total: what cannot be is a problem, and reads as nothing. */
export function readNode(node: unknown, reading: NodeReading, inFlow = false): YamlValue {
  const known = reading.values.get(node);
  if (known === "pending") {
    const place = spanOfNode(node, reading);
    report(reading, place, "an anchor stands for something that holds itself: write it out");
    return nothing(place);
  }
  if (known !== undefined) return known;
  reading.values.set(node, "pending");
  const value = readAnew(node, reading, inFlow);
  reading.values.set(node, value);
  return value;
}

function readAnew(node: unknown, reading: NodeReading, inFlow: boolean): YamlValue {
  const span = spanOfNode(node, reading);
  if (isAlias(node)) {
    // The library's own `resolve` looks through the whole document each time.
    const anchored = reading.anchors.get(node.source);
    if (anchored !== undefined) return readNode(anchored, reading);
    report(reading, span, `there is no anchor &${node.source} above this`);
    return nothing(span);
  }
  if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined)
    reading.anchors.set(node.anchor, node);
  if (isMap(node)) return readMap(node, span, reading, inFlow || node.flow === true);
  if (isSeq(node)) return readList(node, span, reading, inFlow || node.flow === true);
  if (isScalar(node)) return readScalar(node, span, reading, inFlow);
  return nothing(span);
}

function readMap(node: YAMLMap, span: Span, reading: NodeReading, inFlow: boolean): YamlValue {
  const entries = new Map<string, YamlEntry>();
  const merges: YamlValue[] = [];
  for (const { key, value } of node.items) {
    const place = spanOfNode(key, reading);
    const read = value === null ? nothing({ ...place, start: place.end }) : readNode(value, reading, inFlow);
    if (!isScalar(key)) continue;
    if (key.value === "<<" && key.type === "PLAIN") merges.push(read);
    else entries.set(String(key.value), { key: place, value: read });
  }
  for (const source of merges) mergeInto(entries, source, reading);
  return { kind: "map", span, entries, tag: node.tag ?? null };
}

/** What is there already stays, and of several maps the first wins: https://yaml.org/type/merge.html. */
function mergeInto(entries: Map<string, YamlEntry>, source: YamlValue, reading: NodeReading): void {
  if (source.kind === "list") {
    for (const item of source.items) if (item.kind === "map") mergeInto(entries, item, reading);
    return;
  }
  if (source.kind === "scalar") return;
  reading.merged += source.entries.size;
  if (reading.merged > MOST_MERGED) {
    report(reading, source.span, "is merged more often than siglint follows: write the settings out");
    return;
  }
  for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
}

function readList(node: YAMLSeq, span: Span, reading: NodeReading, inFlow: boolean): YamlValue {
  const items = node.items.map((item) => readNode(item, reading, inFlow));
  return { kind: "list", span, items, flow: node.flow === true, tag: node.tag ?? null };
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function readScalar(node: Scalar, span: Span, { source }: NodeReading, inFlow: boolean): YamlScalar {
  const style = styles[node.type ?? ""] ?? "plain";
  const text = scalarText({ span, source, style, value: String(node.value), inFlow });
  return { kind: "scalar", span, text, style, tag: node.tag ?? null };
}

function nothing(span: Span): YamlScalar {
  return { kind: "scalar", span, text: wholeFile(span.file, ""), style: "plain", tag: null };
}

function spanOfNode(node: unknown, { file }: NodeReading): Span {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null;
  const [start, end] = range ?? [0, 0];
  return { file, start, end };
}

function report({ problems, file }: NodeReading, span: Span, message: string): void {
  if (!problems.some((problem) => problem.message === message)) problems.push({ file, span, message });
}
