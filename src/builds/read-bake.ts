import { dirname } from "../context/paths.ts";
import type { Span } from "../span.ts";
import type { Build } from "./build.ts";
import { describeBuild } from "./describe-build.ts";
import { type HclBlock, type HclValue, readHcl } from "./hcl.ts";
import { readHclJson } from "./hcl-json.ts";

type Settings = ReadonlyMap<string, HclValue>;

/**
 * The builds of a bake file, in HCL or in JSON. Variables have their defaults; what the environment may set is not known.
 * https://docs.docker.com/build/bake/reference/
 */
export function readBake(file: string, text: string): readonly Build[] {
  const read = file.endsWith(".json") ? readHclJson : readHcl;
  const defaults = new Map<string, string>();
  for (const { type, labels, attributes } of read(text, () => undefined)) {
    const value = textOf(attributes.get("default"));
    if (type === "variable" && labels[0] !== undefined && value !== null) defaults.set(labels[0], value);
  }
  const targets = read(text, (name) => defaults.get(name)).filter(({ type }) => type === "target");
  const settingsOf = inheriting(targets);
  return targets.flatMap(
    (target) => buildOf(settingsOf(target), { file, start: target.start, end: target.end }) ?? [],
  );
}

/** What decides which Dockerfile is built, and how. */
const DECISIVE = ["context", "dockerfile", "target", "dockerfile-inline", "matrix"];

/** Null where a setting that decides is no plain text. */
function buildOf(settings: Settings, span: Span): Build | null {
  const isTold = DECISIVE.every((name) => (settings.get(name)?.kind ?? "text") === "text");
  if (!isTold || settings.has("dockerfile-inline")) return null;
  const described = {
    context: textOf(settings.get("context")),
    dockerfile: textOf(settings.get("dockerfile")),
    stage: textOf(settings.get("target")),
    buildArgs: textsOf(settings.get("args")),
    images: listOf(settings.get("tags")),
    span,
  };
  return describeBuild(described, { context: dirname(span.file), dockerfile: "context" });
}

/** Targets that inherit from each other, one behind the other; people have two or three. */
const MOST_PARENTS = 20;

/**
 * Gives the settings of a target over those it inherits; of several parents the last wins. Each is put together once, and of
 * those in a circle one has no parents.
 */
function inheriting(targets: readonly HclBlock[]): (target: HclBlock) => Settings {
  const byName = new Map(targets.map((target) => [target.labels[0] ?? "", target]));
  const known = new Map<HclBlock, Settings>();
  const settingsOf = (target: HclBlock, depth: number): Settings => {
    const before = known.get(target);
    if (before !== undefined) return before;
    const { attributes } = target;
    known.set(target, attributes);
    const parents = depth === MOST_PARENTS ? [] : listOf(attributes.get("inherits"));
    const above = parents.flatMap((name) => {
      const parent = byName.get(name);
      return parent === undefined ? [] : [...settingsOf(parent, depth + 1)];
    });
    const settings = new Map([...above, ...attributes]);
    known.set(target, settings);
    return settings;
  };
  return (target) => settingsOf(target, 0);
}

function textOf(value: HclValue | undefined): string | null {
  return value?.kind === "text" ? value.text : null;
}

function listOf(value: HclValue | undefined): readonly string[] {
  return value?.kind === "list" ? value.items.flatMap((item) => textOf(item) ?? []) : [];
}

function textsOf(value: HclValue | undefined): ReadonlyMap<string, string> {
  const entries = value?.kind === "object" ? [...value.entries] : [];
  return new Map(
    entries.flatMap(([name, each]) => {
      const text = textOf(each);
      return text === null ? [] : [[name, text] as const];
    }),
  );
}
