import type { Build } from "../builds/build.ts";
import type { ContainerImage } from "../container/container.ts";
import { joinPath } from "../context/paths.ts";
import type { Span } from "../span.ts";
import { asItems, asMap, asScalar, isNull, valueAt, type YamlScalar, type YamlValue } from "../yaml/value.ts";
import { inlineDockerfile } from "./inline-dockerfile.ts";
import type { Project } from "./project.ts";
import { layersOf, type Service, settingOf, spanOfSetting } from "./service.ts";

/** What a service runs: a build wins over the name that `image` gives it. */
export function imageOf(service: Service, project: Project): ContainerImage {
  const layers = layersOf(service, "build");
  const image = readReference(service, project);
  if (layers.length > 0) return built(service, layers, image, project);
  return image ?? { kind: "unknown", reason: "the service has neither image nor build", span: service.place };
}

type NamedImage = Exclude<ContainerImage, { kind: "built" }>;

function readReference(service: Service, project: Project): NamedImage | null {
  const setting = settingOf(service, "image");
  const scalar = asScalar(setting?.value ?? null);
  if (setting === null || scalar === null) return null;
  const span = spanOfSetting(setting);
  const { text, unknown } = project.interpolate(scalar);
  if (unknown === null) return { kind: "named", reference: text.text, span };
  // A tag that nobody knows leaves the image what it is.
  return withoutTag(scalar.text.text).includes("$")
    ? { kind: "unknown", reason: unknown, span }
    : { kind: "named", reference: scalar.text.text, span };
}

/** A colon behind the last slash begins the tag; one before it, a port. */
function withoutTag(reference: string): string {
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/") ? reference.slice(0, colon) : reference;
}

function built(
  service: Service,
  layers: readonly YamlValue[],
  image: NamedImage | null,
  project: Project,
): ContainerImage {
  const setting = settingOf(service, "build");
  const span = setting === null ? service.place : spanOfSetting(setting);
  const last = (key: string): YamlScalar | null =>
    layers.reduce<YamlScalar | null>((found, layer) => asScalar(partOf(layer, key)) ?? found, null);
  const read = (key: string): string | null => {
    const scalar = last(key);
    if (scalar === null) return null;
    const { text, unknown } = project.interpolate(scalar);
    unknowns.push(...(unknown === null ? [] : [unknown]));
    return text.text;
  };
  const unknowns: string[] = [];
  const context = read("context") ?? ".";
  const dockerfile = read("dockerfile") ?? "Dockerfile";
  const stage = read("target");
  const inline = last("dockerfile_inline");
  const [unknown] = unknowns;
  if (unknown !== undefined) return { kind: "unknown", reason: unknown, span };
  if (isRemote(context)) return { kind: "unknown", reason: `it is built from ${context}`, span };
  const root = placeOf(context, last("context")?.span ?? span, project);
  if (root === null)
    return { kind: "unknown", reason: `its build context ${context} lies outside the repository`, span };
  const shared = {
    context: root,
    stage: stage === "" ? null : stage,
    buildArgs: readArgs(layers, project),
    images: [...nameOf(service, image, project), ...readTags(layers, project)],
    span,
  };
  if (inline !== null) return builtInline(inline, shared, project);
  const path = dockerfile.startsWith("/") ? null : joinPath(root, dockerfile);
  if (path === null || !project.holds(path))
    return { kind: "unknown", reason: `its Dockerfile ${dockerfile} lies outside the repository`, span };
  return { kind: "built", build: { ...shared, dockerfile: path }, inline: null };
}

/** What the image of a build is called: https://docs.docker.com/reference/compose-file/build/#using-build-and-image. */
function nameOf({ name }: Service, image: NamedImage | null, project: Project): readonly string[] {
  if (image !== null) return image.kind === "named" ? [image.reference] : [];
  return project.name === null ? [] : [`${project.name}-${name}`];
}

function builtInline(
  scalar: YamlScalar,
  shared: Omit<Build, "dockerfile">,
  project: Project,
): ContainerImage {
  const file = scalar.span.file;
  const inline = inlineDockerfile(scalar, project.texts.get(file)?.text ?? "");
  const { span } = shared;
  return inline === null
    ? { kind: "unknown", reason: "its Dockerfile stands in quotes: siglint reads one behind `|`", span }
    : { kind: "built", build: { ...shared, dockerfile: file }, inline };
}

/** A setting of a build; as a string alone it is the context. */
function partOf(layer: YamlValue, key: string): YamlValue | null {
  if (layer.kind === "map") return valueAt(layer, key);
  return key === "context" ? layer : null;
}

/** Git addresses and archives: https://docs.docker.com/reference/compose-file/build/#context. */
function isRemote(context: string): boolean {
  return /^(\w+:\/\/|git@|github\.com\/)/.test(context) || /\.git(#|$)/.test(context);
}

/** A path from the folder that paths of its file start at; null where it leads out of the repository. */
export function placeOf(path: string, { file }: Span, project: Project): string | null {
  if (/^([/~]|[A-Za-z]:[\\/])/.test(path)) return null;
  const place = joinPath(project.folderOf(file), path);
  return project.holds(place) ? place : null;
}

function readArgs(layers: readonly YamlValue[], project: Project): ReadonlyMap<string, string> {
  const args = new Map<string, string>();
  for (const layer of layers) {
    const value = partOf(layer, "args");
    for (const [name, { value: given }] of asMap(value)?.entries ?? []) {
      const scalar = asScalar(given);
      if (scalar !== null) put(name, project.interpolate(scalar));
    }
    for (const item of asItems(value)) {
      const scalar = asScalar(item);
      if (scalar === null) continue;
      const { text, unknown } = project.interpolate(scalar);
      const [, name, rest] = /^([^=]+)=([\s\S]*)$/.exec(text.text) ?? [];
      if (unknown === null && name !== undefined) args.set(name, rest ?? "");
    }
  }
  return args;

  function put(name: string, { text, unknown }: ReturnType<Project["interpolate"]>): void {
    if (unknown === null) args.set(name, text.text);
  }
}

function readTags(layers: readonly YamlValue[], project: Project): readonly string[] {
  return layers
    .flatMap((layer) => asItems(partOf(layer, "tags")))
    .flatMap((item) => (item.kind === "scalar" && !isNull(item) ? [project.interpolate(item)] : []))
    .flatMap(({ text, unknown }) => (unknown === null ? [text.text] : []));
}
