import type { MappedText } from "../mapped-text.ts";
import type { Span } from "../span.ts";

/** A node of a YAML document with its aliases and merge keys resolved: what an alias stands for has its place. */
export type YamlValue = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: "map";
  readonly span: Span;
  /** By key, the last of a name; in the order of the file, what merge keys bring behind it. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly tag: string | null;
}

export interface YamlEntry {
  readonly key: Span;
  readonly value: YamlValue;
}

export interface YamlList {
  readonly kind: "list";
  readonly span: Span;
  readonly items: readonly YamlValue[];
  /** In brackets, as JSON has it. */
  readonly flow: boolean;
  readonly tag: string | null;
}

export interface YamlScalar {
  readonly kind: "scalar";
  readonly span: Span;
  readonly text: MappedText;
  readonly style: ScalarStyle;
  readonly tag: string | null;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** `null`, `~` and nothing at all, without quotes: https://yaml.org/spec/1.2.2/#1032-tag-resolution. */
export function isNull(value: YamlValue): boolean {
  return value.kind === "scalar" && value.style === "plain" && /^(null|Null|NULL|~|)$/.test(value.text.text);
}

/** The value of a key; null where the map has none. */
export function valueAt(map: YamlMap, key: string): YamlValue | null {
  return map.entries.get(key)?.value ?? null;
}

/** A map, or null for anything else. */
export function asMap(value: YamlValue | null): YamlMap | null {
  return value?.kind === "map" ? value : null;
}

/** A text, or null for anything else, null itself included. */
export function asScalar(value: YamlValue | null): YamlScalar | null {
  return value?.kind === "scalar" && !isNull(value) ? value : null;
}

/** The items of a list; a single text counts as a list of one, and anything else as an empty one. */
export function asItems(value: YamlValue | null): readonly YamlValue[] {
  if (value?.kind === "list") return value.items;
  return value?.kind === "scalar" && !isNull(value) ? [value] : [];
}
