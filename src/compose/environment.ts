import type { Text } from "../span.ts";
import { asItems, asMap, asScalar, type YamlValue } from "../yaml/value.ts";
import { parseDotEnv } from "./dot-env.ts";
import { placeOf } from "./image-build.ts";
import { textOf } from "./interpolate.ts";
import type { Project } from "./project.ts";
import { layersOf, type Service } from "./service.ts";

/** The variables of a service: those of its `env_file`s, and over them `environment`, as a map or a list. */
export function environmentOf(service: Service, project: Project): ReadonlyMap<string, Text> {
  const variables = new Map<string, Text>();
  for (const layer of layersOf(service, "env_file"))
    for (const [name, text] of readEnvFiles(layer, project)) variables.set(name, { kind: "known", text });
  for (const layer of layersOf(service, "environment")) {
    for (const [name, { value }] of asMap(layer)?.entries ?? []) {
      const scalar = asScalar(value);
      variables.set(name, scalar === null ? handedOn(name) : textOf(project.interpolate(scalar)));
    }
    for (const item of asItems(layer)) {
      const scalar = asScalar(item);
      if (scalar === null) continue;
      const { text, unknown } = project.interpolate(scalar);
      const [, name = "", value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text.text) ?? [];
      if (value === undefined) variables.set(name, handedOn(name));
      else
        variables.set(
          name,
          unknown === null ? { kind: "known", text: value } : { kind: "unknown", reason: unknown },
        );
    }
  }
  return variables;
}

/** A variable without a value is that of whoever starts compose. */
function handedOn(name: string): Text {
  return { kind: "unknown", reason: `${name} is handed on by whoever starts it` };
}

function readEnvFiles(layer: YamlValue, project: Project): readonly (readonly [string, string])[] {
  const items = layer.kind === "map" ? [layer] : asItems(layer);
  return items.flatMap((item) => {
    const path = asScalar(item.kind === "map" ? (item.entries.get("path")?.value ?? null) : item);
    const { text, unknown } = path === null ? { text: null, unknown: "" } : project.interpolate(path);
    const place =
      path === null || text === null || unknown !== null ? null : placeOf(text.text, path.span, project);
    const read = place === null ? null : project.tree.read(place);
    return read?.ok === true ? [...parseDotEnv(read.text)] : [];
  });
}
