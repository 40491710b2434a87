import { asMap, asScalar, type YamlValue } from "./value.ts";

/** What stands at a path of keys; null where there is nothing. */
export function settingAt(value: YamlValue | null, ...path: readonly string[]): YamlValue | null {
  return path.reduce<YamlValue | null>((at, key) => asMap(at)?.entries.get(key)?.value ?? null, value);
}

/** The text at a path of keys; null where there is none. */
export function textAt(value: YamlValue | null, ...path: readonly string[]): string | null {
  return textOf(settingAt(value, ...path));
}

/** The texts of a mapping, by key. */
export function textsAt(value: YamlValue | null, ...path: readonly string[]): ReadonlyMap<string, string> {
  const entries = [...(asMap(settingAt(value, ...path))?.entries ?? [])];
  return new Map(
    entries.flatMap(([name, entry]) => {
      const text = textOf(entry.value);
      return text === null ? [] : [[name, text] as const];
    }),
  );
}

function textOf(value: YamlValue | null): string | null {
  return asScalar(value)?.text.text ?? null;
}
