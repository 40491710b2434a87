import type { Span } from "../span.ts";
import { isNull, type YamlMap, type YamlValue } from "../yaml/value.ts";
import { type WrittenSizes, writtenSize } from "../yaml/written-size.ts";

/** A service with what all files say of it. */
export interface Service {
  readonly name: string;
  /** Its key. */
  readonly place: Span;
  /** What stands behind that. */
  readonly map: YamlMap;
  /** By setting, the values that lie over each other, the first first; of most settings only the last is left. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
}

/** A setting of a service, with its key. */
export interface Setting {
  readonly key: Span;
  readonly value: YamlValue;
}

/**
 * The settings of which several values add up; of the others the last one counts. `mergeSpecials` in compose-go's
 * override/merge.go, https://docs.docker.com/reference/compose-file/merge/.
 */
const ADDING_UP = new Set([
  "build",
  "configs",
  "depends_on",
  "env_file",
  "environment",
  "pre_stop",
  "secrets",
  "tmpfs",
  "volumes",
]);

/** A service as one document has it. */
export function readService(name: string, place: Span, map: YamlMap): Service {
  const settings = [...map.entries].map(([key, entry]) => [key, [entry]] as const);
  return { name, place, map, settings: new Map(settings) };
}

/** `over` laid over `below`: https://docs.docker.com/reference/compose-file/merge/. */
export function mergeService(below: Service, over: Service): Service {
  const settings = new Map(below.settings);
  for (const [key, added] of over.settings) {
    const tag = added[0]?.value.tag;
    if (tag === "!reset") settings.delete(key);
    else if (ADDING_UP.has(key) && tag !== "!override")
      settings.set(key, [...(settings.get(key) ?? []), ...added]);
    else settings.set(key, added);
  }
  return { name: over.name, place: below.place, map: below.map, settings };
}

/** The value of a setting that counts; null where there is none, or it is null. */
export function settingOf({ settings }: Service, key: string): Setting | null {
  const last = settings.get(key)?.at(-1);
  return last === undefined || isNull(last.value) ? null : last;
}

/** The values of a setting that add up, the first first, without nulls. */
export function layersOf({ settings }: Service, key: string): readonly YamlValue[] {
  return (settings.get(key) ?? []).map(({ value }) => value).filter((value) => !isNull(value));
}

/** Characters of a service with all that it shares with others. */
export function sizeOfService({ settings }: Service, known: WrittenSizes): number {
  const values = [...settings.values()].flat();
  return values.reduce((sum, { value }) => sum + writtenSize(value, known), 0);
}

/** The whole of a setting: its key and what stands behind it. */
export function spanOfSetting({ key, value }: Setting): Span {
  const isTogether = value.span.file === key.file && value.span.start >= key.start;
  return isTogether ? { ...key, end: Math.max(key.end, value.span.end) } : key;
}
