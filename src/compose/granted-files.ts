import { joinImagePath } from "../script/image-path.ts";
import type { Mount, MountSource } from "../script/mount.ts";
import type { Span } from "../span.ts";
import {
  asItems,
  asMap,
  asScalar,
  valueAt,
  type YamlMap,
  type YamlScalar,
  type YamlValue,
} from "../yaml/value.ts";
import type { ComposeText } from "./compose-text.ts";
import { placeOf } from "./image-build.ts";
import type { Project } from "./project.ts";
import { layersOf, type Service } from "./service.ts";

/** What services are granted by name: https://docs.docker.com/reference/compose-file/configs/, …/secrets/. */
const KINDS = {
  configs: { noun: "config", folder: "/" },
  secrets: { noun: "secret", folder: "/run/secrets" },
} as const;

type Kind = keyof typeof KINDS;

/** The configs and secrets that the files of a project define, by name. */
export type Definitions = Readonly<Record<Kind, ReadonlyMap<string, YamlMap>>>;

/** Of files that lie over each other, the first first; of one name the settings of all. */
export function definitionsIn(files: readonly ComposeText[]): Definitions {
  const defined = (kind: Kind): ReadonlyMap<string, YamlMap> => {
    const found = new Map<string, YamlMap>();
    for (const document of files.flatMap(({ documents }) => documents)) {
      for (const [name, { value }] of asMap(valueAt(document, kind))?.entries ?? []) {
        const [below, over] = [found.get(name), asMap(value)];
        if (over !== null)
          found.set(name, { ...over, entries: new Map([...(below?.entries ?? []), ...over.entries]) });
      }
    }
    return found;
  };
  return { configs: defined("configs"), secrets: defined("secrets") };
}

/** The configs and secrets of a service as files over the image's; where both have one path, the secret. */
export function grantedFiles(service: Service, project: Project, definitions: Definitions): readonly Mount[] {
  return (["configs", "secrets"] as const).flatMap((kind) =>
    layersOf(service, kind)
      .flatMap(asItems)
      .flatMap((item) => grantedFile(kind, item, project, definitions)),
  );
}

function grantedFile(
  kind: Kind,
  item: YamlValue,
  project: Project,
  definitions: Definitions,
): readonly Mount[] {
  const read = (key: string): string | null => {
    const scalar =
      item.kind === "map" ? asScalar(valueAt(item, key)) : key === "source" ? asScalar(item) : null;
    return scalar === null ? null : project.interpolate(scalar).text.text;
  };
  const name = read("source");
  if (name === null) return [];
  const { noun, folder } = KINDS[kind];
  const target = read("target") ?? name;
  const path = joinImagePath(folder, target.startsWith("/") ? target : `./${target}`);
  const mode = item.kind === "map" ? asScalar(valueAt(item, "mode")) : null;
  const definition = definitions[kind].get(name) ?? null;
  const unknown: MountSource = {
    kind: "unknown",
    reason: `the ${noun} ${name} is mounted there, which is not in these files`,
  };
  const source = definition === null ? null : sourceOf(definition, mode, project);
  return [{ path, span: item.span, source: source ?? unknown }];
}

/**
 * A file is mounted as it is, whatever `mode` says; a text is copied into the container with it: `injectFileReferences` and
 * `fileReferenceOverridesIgnored` in docker/compose. Null for what stands elsewhere.
 */
function sourceOf(definition: YamlMap, mode: YamlScalar | null, project: Project): MountSource | null {
  const content = asScalar(valueAt(definition, "content"));
  if (content !== null) {
    const { text } = project.interpolate(content);
    return { kind: "text", text, executable: (modeOf(mode) & 0o111) !== 0 };
  }
  const file = asScalar(valueAt(definition, "file"));
  return file === null ? null : hostFile(file, project);
}

function hostFile(file: YamlScalar, project: Project): MountSource | null {
  const { text, unknown } = project.interpolate(file);
  const span: Span = file.span;
  const path = unknown === null ? placeOf(text.text, span, project) : null;
  return path === null ? null : { kind: "host", path };
}

/** What a text has where nothing is said: `createTar` in docker/compose's pkg/compose/secrets.go. */
const DEFAULT_MODE = 0o444;

/** In quotes octal (`FileMode` in compose-go); else as YAML reads it: octal behind a 0. */
function modeOf(mode: YamlScalar | null): number {
  if (mode === null) return DEFAULT_MODE;
  const digits = mode.text.text.replace(/^0o/, "0");
  const isOctal = mode.style !== "plain" || digits.startsWith("0");
  const number = Number.parseInt(digits, isOctal ? 8 : 10);
  return Number.isNaN(number) ? DEFAULT_MODE : number;
}
