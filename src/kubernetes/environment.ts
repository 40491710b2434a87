import type { OuterVariables } from "../container/container.ts";
import { isKnown } from "../hole.ts";
import type { MappedText } from "../mapped-text.ts";
import type { Text } from "../span.ts";
import { textAt } from "../yaml/text-at.ts";
import { asItems, asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import type { ConfigMaps } from "./config-maps.ts";
import { expandVariables, type FindVariable } from "./expand-variables.ts";
import { isTemplated } from "./template-text.ts";

/** The variables that a container is given, and what `$(NAME)` finds of them. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Text>;
  readonly find: FindVariable;
  readonly outer: OuterVariables | null;
}

/**
 * Reads `env` and `envFrom`, of one name the last, `env` before `envFrom`; a value may refer to those above it
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 */
export function readEnvironment(container: YamlMap, configMaps: ConfigMaps): Environment {
  const sources = asItems(valueAt(container, "envFrom")).flatMap((item) => asMap(item) ?? []);
  const imported = sources.map((source) => importedFrom(source, configMaps));
  const variables = new Map(imported.flatMap((each) => [...(each ?? [])]));
  const lastOpen = imported.lastIndexOf(null);
  const open = sources[lastOpen];
  const settled = new Set(imported.slice(lastOpen + 1).flatMap((each) => [...(each?.keys() ?? [])]));
  const find: FindVariable = (name) => {
    const known = variables.get(name);
    if (known !== undefined) return known;
    if (isOfService(name)) return unknown(`the cluster sets ${name}`);
    const isOpen = open !== undefined && /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name);
    return isOpen ? unknown(`envFrom may set ${name}`) : null;
  };
  for (const item of asItems(valueAt(container, "env"))) {
    const variable = asMap(item);
    const name = textAt(variable, "name");
    if (variable === null || name === null) continue;
    variables.set(name, valueIn(variable, name, { find, configMaps }));
    settled.add(name);
  }
  const outer = open === undefined ? null : { by: sourceName(open), place: open.span, settled };
  return { variables, find, outer };
}

function sourceName(source: YamlMap): string {
  const config = textAt(asMap(valueAt(source, "configMapRef")), "name");
  if (config !== null) return `the ConfigMap ${config}, which is not in these files,`;
  const secret = textAt(asMap(valueAt(source, "secretRef")), "name");
  return secret === null ? "envFrom" : `the Secret ${secret}`;
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
function isOfService(name: string): boolean {
  const ends = name.endsWith("_SERVICE_HOST") || name.endsWith("_PORT") || name.includes("_PORT_");
  return ends && /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** Null where it cannot be told which variables there are. */
function importedFrom(source: YamlMap, configMaps: ConfigMaps): ReadonlyMap<string, Text> | null {
  const name = textAt(asMap(valueAt(source, "configMapRef")), "name");
  const found = name === null ? null : configMaps.find(name);
  if (found?.kind !== "found") return null;
  const prefix = textAt(source, "prefix") ?? "";
  const { data } = found.configMap;
  return new Map([...data].map(([key, text]) => [`${prefix}${key}`, textOf(text, key)]));
}

function valueIn(
  variable: YamlMap,
  name: string,
  { find, configMaps }: { readonly find: FindVariable; readonly configMaps: ConfigMaps },
): Text {
  const from = asMap(valueAt(variable, "valueFrom"));
  if (from === null) {
    const value = asScalar(valueAt(variable, "value"));
    if (value === null) return { kind: "known", text: "" };
    const { text } = expandVariables(value.text, find);
    return isKnown(text) && !isTemplated(text)
      ? { kind: "known", text }
      : unknown(`${name} holds what is not in these files`);
  }
  const reference = asMap(valueAt(from, "configMapKeyRef"));
  const [config, key] = [textAt(reference, "name"), textAt(reference, "key")];
  const found = config === null ? null : configMaps.find(config);
  const text = found?.kind === "found" && key !== null ? found.configMap.data.get(key) : null;
  return textOf(text ?? null, name);
}

function textOf(text: MappedText | null, name: string): Text {
  return text === null
    ? unknown(`what ${name} holds is not in these files`)
    : { kind: "known", text: text.text };
}

function unknown(reason: string): Text {
  return { kind: "unknown", reason };
}
