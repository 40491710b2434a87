import { isKnown } from "../hole.ts";
import { joinImagePath } from "../script/image-path.ts";
import type { Mount, MountSource } from "../script/mount.ts";
import type { Span } from "../span.ts";
import {
  asItems,
  asScalar,
  isNull,
  valueAt,
  type YamlMap,
  type YamlScalar,
  type YamlValue,
} from "../yaml/value.ts";
import { type Definitions, grantedFiles } from "./granted-files.ts";
import { placeOf } from "./image-build.ts";
import type { Project } from "./project.ts";
import { layersOf, type Service } from "./service.ts";

/**
 * What is mounted over the image's files: configs, secrets, `volumes` and `tmpfs`, of one path the last. A named volume is left out: the
 * engine fills it with what the image has there (https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container).
 */
export function mountsOf(service: Service, project: Project, definitions: Definitions): readonly Mount[] {
  const granted = grantedFiles(service, project, definitions);
  const volumes = layersOf(service, "volumes")
    .flatMap(asItems)
    .flatMap((item) => mountOf(item, project));
  const temporary = layersOf(service, "tmpfs")
    .flatMap(asItems)
    .flatMap((item) => temporaryMount(item, project));
  const byPath = new Map([...granted, ...volumes, ...temporary].map((mount) => [mount.path, mount]));
  return [...byPath.values()];
}

function mountOf(item: YamlValue, project: Project): readonly Mount[] {
  if (item.kind === "map") return longMount(item, project);
  return item.kind === "scalar" && !isNull(item) ? shortMount(item, project) : [];
}

/** `[SOURCE:]TARGET[:MODE]`, as `ParseVolume` in compose-go's format/volume.go takes it apart. */
function shortMount(item: YamlScalar, project: Project): readonly Mount[] {
  const { text, unknown } = project.interpolate(item);
  const parts = text.text.split(/:(?=[/\uFFFC]|r[ow]\b)/);
  const [source = "", target] = parts;
  if (target === undefined || !target.startsWith("/")) return [];
  if (unknown !== null && !isKnown(source)) return [unknownMount(target, item.span, unknown)];
  return hostMount(source, target, item.span, project);
}

function longMount(item: YamlMap, project: Project): readonly Mount[] {
  const read = (key: string): string | null => {
    const scalar = asScalar(valueAt(item, key));
    return scalar === null ? null : project.interpolate(scalar).text.text;
  };
  const [type, source, target] = [read("type"), read("source") ?? read("src"), targetOf(read)];
  if (target === null || !target.startsWith("/")) return [];
  if (type === "tmpfs") return [unknownMount(target, item.span, TEMPORARY)];
  if (type !== "bind" || source === null) return [];
  if (!isKnown(source)) return [unknownMount(target, item.span, "a variable decides what is mounted there")];
  return hostMount(/^[./~]/.test(source) ? source : `./${source}`, target, item.span, project);
}

function targetOf(read: (key: string) => string | null): string | null {
  return read("target") ?? read("destination") ?? read("dst");
}

function hostMount(source: string, target: string, span: Span, project: Project): readonly Mount[] {
  // Anything else is the name of a volume.
  if (!/^([./~]|[A-Za-z]:[\\/])/.test(source)) return [];
  const place = placeOf(source, span, project);
  const reason = /^\.\.?(\/|$)/.test(source)
    ? `${source}, which lies outside the repository, is mounted there`
    : `${source} of the machine that runs it is mounted there`;
  if (place === null) return [unknownMount(target, span, reason)];
  return [{ path: joinImagePath("/", target), span, source: { kind: "host", path: place } }];
}

const TEMPORARY = "an empty file system is mounted there";

function temporaryMount(item: YamlValue, project: Project): readonly Mount[] {
  const scalar = asScalar(item);
  const [target = ""] = scalar === null ? [] : project.interpolate(scalar).text.text.split(":");
  return target.startsWith("/") ? [unknownMount(target, item.span, TEMPORARY)] : [];
}

function unknownMount(target: string, span: Span, reason: string): Mount {
  const source: MountSource = { kind: "unknown", reason };
  return { path: joinImagePath("/", target), span, source };
}
