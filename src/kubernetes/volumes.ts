import { joinImagePath } from "../script/image-path.ts";
import type { Mount, MountSource } from "../script/mount.ts";
import { textAt } from "../yaml/text-at.ts";
import { asItems, asMap, valueAt, type YamlMap } from "../yaml/value.ts";
import type { ConfigMaps } from "./config-maps.ts";

/** A volume of a pod: the files that it certainly has, and why nobody knows the others. */
interface Volume {
  readonly files: ReadonlyMap<string, MountSource>;
  /** A clause that fits after "because". */
  readonly otherwise: string;
}

/** What is mounted over the files of a container's image. */
export function readMounts(container: YamlMap, spec: YamlMap, configMaps: ConfigMaps): readonly Mount[] {
  const volumes = new Map(
    asItems(valueAt(spec, "volumes")).flatMap((item) => {
      const volume = asMap(item);
      const name = textAt(volume, "name");
      return volume === null || name === null ? [] : [[name, volume] as const];
    }),
  );
  return asItems(valueAt(container, "volumeMounts")).flatMap((item) => {
    const mount = asMap(item);
    const [name, path] = [textAt(mount, "name"), textAt(mount, "mountPath")];
    if (mount === null || path?.startsWith("/") !== true) return [];
    const volume = readVolume(volumes.get(name ?? "") ?? null, name ?? "", configMaps);
    return mountsOf(mount, joinImagePath("/", path), volume);
  });
}

/** A volume hides what the image has at its path; of one with `subPath` only that part is mounted. */
function mountsOf(mount: YamlMap, path: string, { files, otherwise }: Volume): readonly Mount[] {
  const { span } = mount;
  const unknown: Mount = { path, span, source: { kind: "unknown", reason: otherwise } };
  const subPath = textAt(mount, "subPath");
  if (valueAt(mount, "subPathExpr") !== null) return [unknown];
  const source = subPath === null ? undefined : files.get(joinImagePath("/", subPath).slice(1));
  if (source !== undefined) return [{ path, span, source }];
  const folder = subPath === null ? "" : `${joinImagePath("/", subPath).slice(1)}/`;
  const below = [...files].flatMap(([name, each]): readonly Mount[] =>
    name.startsWith(folder)
      ? [{ path: `${path === "/" ? "" : path}/${name.slice(folder.length)}`, span, source: each }]
      : [],
  );
  return [unknown, ...below];
}

/** What files end up with where nothing else is said: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/. */
const DEFAULT_MODE = 0o644;

function readVolume(volume: YamlMap | null, name: string, configMaps: ConfigMaps): Volume {
  const otherwise = `the volume ${name} is mounted there`;
  if (volume === null) return { files: new Map(), otherwise };
  const single = asMap(valueAt(volume, "configMap"));
  const projected = asMap(valueAt(volume, "projected"));
  if (single !== null) return filesOf(single, modeOf(single, "defaultMode") ?? DEFAULT_MODE, configMaps);
  const mode = modeOf(projected, "defaultMode") ?? DEFAULT_MODE;
  const sources = asItems(projected && valueAt(projected, "sources")).flatMap((source) => {
    const inside = asMap(source);
    const config = inside && asMap(valueAt(inside, "configMap"));
    return config === null ? [] : [filesOf(config, mode, configMaps)];
  });
  return { files: new Map(sources.flatMap(({ files }) => [...files])), otherwise };
}

/** The keys of a ConfigMap as files, those of `items` at their paths. */
function filesOf(volume: YamlMap, defaultMode: number, configMaps: ConfigMaps): Volume {
  const name = textAt(volume, "name") ?? "";
  const found = configMaps.find(name);
  if (found.kind !== "found") {
    const why = found.kind === "none" ? "which is not in these files" : "and there are several of that name";
    return { files: new Map(), otherwise: `the ConfigMap ${name} is mounted there, ${why}` };
  }
  const { data } = found.configMap;
  const items = asItems(valueAt(volume, "items")).flatMap((item) => asMap(item) ?? []);
  const paths =
    items.length === 0
      ? [...data.keys()].map((key) => ({ key, path: key, mode: defaultMode }))
      : items.flatMap((item) => {
          const [key, path] = [textAt(item, "key"), textAt(item, "path")];
          return key === null || path === null
            ? []
            : [{ key, path, mode: modeOf(item, "mode") ?? defaultMode }];
        });
  const files = paths.map(({ key, path, mode }): readonly [string, MountSource] => {
    const text = data.get(key) ?? null;
    const source: MountSource =
      text === null
        ? { kind: "unknown", reason: `what the ConfigMap ${name} has as ${key} is not in these files` }
        : { kind: "text", text, executable: (mode & 0o111) !== 0 };
    return [path, source];
  });
  return {
    files: new Map(files),
    otherwise: `the ConfigMap ${name} is mounted there, which has no such file`,
  };
}

/** Octal in YAML (`0755`, `0o755`), decimal in JSON (`493`). */
function modeOf(map: YamlMap | null, key: string): number | null {
  const text = textAt(map, key) ?? "";
  if (/^0o?[0-7]+$/.test(text)) return Number.parseInt(text.replace("o", ""), 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : null;
}
